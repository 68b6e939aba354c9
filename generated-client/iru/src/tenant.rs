//! A tenant that is not where it was looked for → the host to use.

use std::fmt;

use serde::Deserialize;

use crate::runtime::{Call, Error, Operation, OperationSecurity};
use crate::{Client, TenantUrl};

/// Says without a token where a tenant is.
static MIGRATION_STATUS: Operation = Operation {
    id: "tenant.migration_status",
    method: "GET",
    path: "/",
    security: OperationSecurity::None,
    ..Operation::DEFAULT
};

/// Where the status is asked for, by region.
const PATH: &str = "/main-backend/app/v1/company/auth-migration-status";

/// What an error of the gateway says of the tenant's host.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongHost {
    /// Where the call went.
    pub asked: TenantUrl,
    /// Where the tenant can be instead, the likeliest first.
    pub candidates: Vec<TenantUrl>,
}

impl fmt::Display for WrongHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others: Vec<&str> = self.candidates.iter().map(TenantUrl::as_str).collect();
        write!(
            f,
            "{} does not know this tenant; use one of {}, or ask with `find_tenant`",
            self.asked,
            others.join(", ")
        )
    }
}

/// Where a tenant is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TenantLocation {
    /// The host to use.
    pub url: TenantUrl,
    /// How far its move to Iru is.
    pub migration: Migration,
}

/// How far the move of a tenant to Iru is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Migration {
    /// It has moved.
    Completed,
    /// It is being moved; the old host still serves it.
    Started,
    /// The gateway says neither.
    None,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Status {
    auth_migration_status: Option<String>,
    error: Option<String>,
    code: Option<String>,
}

impl Client {
    /// What an error says of the tenant's host: the gateway knows no route for a tenant that it does not serve. Nothing is
    /// sent.
    ///
    /// ```no_run
    /// # async fn example(client: iru_client::Client) {
    /// if let Err(error) = client.settings().licensing().await {
    ///     match client.wrong_host(&error) {
    ///         Some(wrong) => eprintln!("{wrong}"),
    ///         None => eprintln!("{error}"),
    ///     }
    /// }
    /// # }
    /// ```
    pub fn wrong_host(&self, error: &Error) -> Option<WrongHost> {
        // Of the two kinds of 404 this is the gateway's; the API's own is a thing that does not exist.
        let gateway = error.is_not_found() && error.message().to_ascii_lowercase().contains("no route matched");
        let asked = TenantUrl::parse(self.runtime().base_url()).ok().filter(|_| gateway)?;
        let candidates = asked.elsewhere();
        (!candidates.is_empty()).then_some(WrongHost { asked, candidates })
    }

    /// Asks the vendor's gateways, without a token, where a tenant is: two requests at most, to
    /// `TENANT.gateway.kandji.io` and `TENANT.gateway.eu.kandji.io`. None where neither knows it.
    ///
    /// # Errors
    ///
    /// Where a gateway cannot be reached, or the client's URL names no tenant of the vendor's hosts.
    pub async fn find_tenant(&self) -> Result<Option<TenantLocation>, Error> {
        let own = TenantUrl::parse(self.runtime().base_url())?;
        let tenant = own.tenant().ok_or_else(|| {
            Error::configuration("the client's URL is none of the vendor's hosts, so it names no tenant to look for")
        })?;
        let gateway = |region: &str| format!("https://{tenant}.gateway.{region}{PATH}");
        self.find_tenant_at(tenant, [&gateway("kandji.io"), &gateway("eu.kandji.io")]).await
    }

    /// The same for any tenant, at other addresses for the two regions: behind a proxy, in a test.
    ///
    /// # Errors
    ///
    /// Where an address cannot be reached.
    pub async fn find_tenant_at(&self, tenant: &str, [us, eu]: [&str; 2]) -> Result<Option<TenantLocation>, Error> {
        for (address, before, after) in [(us, "kandji.io", "iru.com"), (eu, "eu.kandji.io", "eu.iru.com")] {
            let Some(migration) = self.migration(address).await? else { continue };
            let region = if migration == Migration::Completed { after } else { before };
            return Ok(Some(TenantLocation { url: TenantUrl::in_region(tenant, region), migration }));
        }
        Ok(None)
    }

    /// How far the move is; none where the gateway does not know the tenant.
    async fn migration(&self, address: &str) -> Result<Option<Migration>, Error> {
        let mut call = Call::new(self.runtime(), &MIGRATION_STATUS);
        call.elsewhere(address);
        let raw = call.send_raw().await?;
        // "No such tenant" comes as a success and as an error.
        let status: Status = serde_json::from_slice(raw.body()).unwrap_or_default();
        let unknown = |text: &Option<String>| text.as_deref() == Some("tenantNotFound");
        if unknown(&status.error) || unknown(&status.code) {
            return Ok(None);
        }
        raw.error_for_status()?;
        Ok(Some(match status.auth_migration_status.as_deref() {
            Some("COMPLETED") => Migration::Completed,
            Some("STARTED") => Migration::Started,
            _ => Migration::None,
        }))
    }
}
