//! The document's examples as routes of a loopback server.

use openapi_client_runtime as rt;

/// Every operation with its example.
pub static ROUTES: &[rt::fake::Route] = &[
    rt::fake::Route {
        method: "GET",
        path: "/api/v1/devices",
        status: 200,
        content_type: "application/json",
        body: r#"[{"device_id":"d-1","serial_number":"C02A","platform":"Mac","user":""}]"#,
        paging: Some(rt::fake::FakePaging {
            style: rt::PagingStyle::Offset { parameter: "offset" },
            size: Some(("limit", Some(300))),
            items: "",
            next: "",
            total: "",
        }),
        asks: rt::fake::Asks::NOTHING,
    },
    rt::fake::Route {
        method: "GET",
        path: "/api/v1/devices/{device_id}",
        status: 200,
        content_type: "application/json",
        body: r#"{"device_id":"d-1","serial_number":"C02A","platform":"Mac"}"#,
        paging: None,
        asks: rt::fake::Asks::NOTHING,
    },
    rt::fake::Route {
        method: "POST",
        path: "/api/v1/devices/{device_id}/action/erase",
        status: 200,
        content_type: "",
        body: "",
        paging: None,
        asks: rt::fake::Asks::NOTHING,
    },
    rt::fake::Route {
        method: "POST",
        path: "/api/v1/library/custom-profiles",
        status: 201,
        content_type: "application/json",
        body: r#"{"name":"Wi-Fi","active":true}"#,
        paging: None,
        asks: rt::fake::Asks::NOTHING,
    },
    rt::fake::Route {
        method: "GET",
        path: "/v7/gadget",
        status: 200,
        content_type: "application/json",
        body: r#"{"d":[{"id":1,"name":"one"}]}"#,
        paging: None,
        asks: rt::fake::Asks::NOTHING,
    },
];
