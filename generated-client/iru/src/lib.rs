//! Client of the Iru (formerly Kandji) device management API.
