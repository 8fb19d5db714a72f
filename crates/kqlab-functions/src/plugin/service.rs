//! Plugins that ask a service, or run code in a sandbox.

use kqlab_plan::{FnDef, Returns};

use crate::core::{NEEDS_SERVICE, PLUGIN, array, bag, boolean, scalar, sig, string, type_of};

/// The family.
pub(super) const PLUGINS: &[FnDef] = &[
    FnDef {
        name: "azure_digital_twins_query_request",
        overloads: &[sig(&[string("endpoint"), string("sql_query")], Returns::Binder)],
        doc: "Runs an Azure Digital Twins query as part of a Kusto query.",
        page: "azure-digital-twins-query-request-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "cosmosdb_sql_request",
        overloads: &[sig(
            &[
                string("connection_string"),
                string("sql_query"),
                bag("sql_parameters").optional(),
                bag("options").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Sends a SQL query to an Azure Cosmos DB SQL network endpoint to query small datasets.",
        page: "cosmosdb-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "csharp",
        overloads: &[sig(
            &[type_of("OutputSchema"), string("Script"), bag("Arguments").optional()],
            Returns::Binder,
        )],
        doc: "Runs a C# script over the table.",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "estimate_rows_count",
        overloads: &[sig(&[], Returns::Binder)],
        doc: "Estimates the number of rows of the input.",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "execute_show_command",
        overloads: &[sig(&[string("connection_string"), string("command")], Returns::Binder)],
        doc: "Runs a management command on another cluster.",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "execute_query",
        overloads: &[sig(&[string("connection_string"), string("query")], Returns::Binder)],
        doc: "Runs a query on another cluster.",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "external_datatable",
        overloads: &[sig(&[], Returns::Binder)],
        doc: "An internal plugin of Kusto.",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "http_request",
        overloads: &[sig(
            &[
                string("Uri").constant(),
                bag("RequestHeaders").optional(),
                bag("Options").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Sends an HTTP request and convert the response into a table.",
        page: "http-request-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "http_request_post",
        overloads: &[sig(
            &[
                string("Uri").constant(),
                bag("RequestHeaders").optional(),
                bag("Options").optional(),
                string("Content").optional().constant(),
            ],
            Returns::Binder,
        )],
        doc: "Sends an HTTP request and convert the response into a table.",
        page: "http-request-post-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "infer_storage_schema",
        overloads: &[sig(&[bag("Options")], Returns::Binder)],
        doc: "Infers the schema of external data.",
        page: "infer-storage-schema-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "infer_storage_schema_with_suggestions",
        overloads: &[sig(&[bag("Options")], Returns::Binder)],
        doc: "Infers the optimal schema of external data.",
        page: "infer-storage-schema-with-suggestions-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "python",
        overloads: &[sig(
            &[
                type_of("OutputSchema"),
                string("Script"),
                bag("Arguments").optional(),
                bag("Artifacts").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Runs a Python script over the table.",
        page: "python-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "r",
        overloads: &[sig(
            &[type_of("OutputSchema"), string("Script"), bag("Arguments").optional()],
            Returns::Binder,
        )],
        doc: "Runs an R script over the table.",
        page: "r-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "sql_request",
        overloads: &[sig(
            &[
                string("connection_string"),
                string("sql_query"),
                bag("sql_parameters").optional(),
                bag("options").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Sends an SQL query to an SQL server network endpoint.",
        page: "sql-request-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "mysql_request",
        overloads: &[sig(
            &[
                string("connection_string"),
                string("sql_query"),
                bag("sql_parameters").optional(),
                bag("options").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Sends a SQL query to a MySQL server network endpoint.",
        page: "mysql-request-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "postgresql_request",
        overloads: &[sig(
            &[
                string("connection_string"),
                string("sql_query"),
                bag("sql_parameters").optional(),
                bag("options").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Sends a SQL query to a PostgreSQL server network endpoint.",
        page: "postgresql-request-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "dax_request",
        overloads: &[sig(
            &[
                string("connection_string"),
                string("dax_query"),
                bag("dax_parameters").optional(),
                bag("options").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Sends a DAX query to a server.",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "ai_embed_text",
        overloads: &[sig(
            &[
                scalar("Text"),
                string("ConnectionString"),
                bag("Options").optional(),
                boolean("IncludeErrorMessages").optional(),
            ],
            Returns::Binder,
        )],
        doc: "The old name of `ai_embeddings`.",
        page: "ai-embeddings-plugin",
        replaced_by: Some("ai_embeddings"),
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "ai_chat_completion",
        overloads: &[sig(
            &[
                array("Prompt"),
                string("ConnectionString"),
                bag("Options").optional(),
                boolean("IncludeErrorMessages").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Chats with large language models, enabling AI-related scenarios such as RAG application and semantic search.",
        page: "ai-chat-completion-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "ai_chat_completion_prompt",
        overloads: &[sig(
            &[
                string("Prompt"),
                string("ConnectionString"),
                bag("Options").optional(),
                boolean("IncludeErrorMessages").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Chats with large language models, enabling AI-related scenarios such as RAG application and semantic search.",
        page: "ai-chat-completion-prompt-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
    FnDef {
        name: "ai_embeddings",
        overloads: &[sig(
            &[
                scalar("Text"),
                string("ConnectionString"),
                bag("Options").optional(),
                boolean("IncludeErrorMessages").optional(),
            ],
            Returns::Binder,
        )],
        doc: "Embeds text via language models, enabling various AI-related scenarios such as RAG application and semantic search.",
        page: "ai-embeddings-plugin",
        unsupported: Some(NEEDS_SERVICE),
        ..PLUGIN
    },
];
