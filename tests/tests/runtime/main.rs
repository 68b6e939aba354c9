//! The runtime over real sockets: what it does when servers, networks and arguments misbehave.

mod effects;
mod events;
mod faults;
mod faulty;
mod hostile;
mod limiter;
mod paging;
mod secrets;
mod servers;
mod support;
mod tokens;
mod waiting;
