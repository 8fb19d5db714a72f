//! The keywords, and where each may stand as a name. Finding a keyword in the text is for `word`.
//!
//! The reserved ones are no names anywhere, although most are no part of a query: the engine
//! shares them with its control commands.

/// Where a keyword may stand as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Wherever a name may.
    Name,
    /// Only where something is declared, or renamed, or begins a wildcard.
    Declaration,
    /// Nowhere without brackets.
    Reserved,
}

macro_rules! keywords {
    ($($class:ident { $($variant:ident = $text:literal,)* })*) => {
        /// A keyword.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is named by its text")]
        pub enum Keyword { $($($variant,)*)* }

        impl Keyword {
            /// Every keyword.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// How it is written.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $($(Self::$variant => $text,)*)* }
            }

            const fn class(self) -> Use {
                match self { $($(Self::$variant)|* => Use::$class,)* }
            }
        }
    };
}

keywords! {
    Name {
        Access = "access", Alias = "alias", BestEffort = "best_effort", Bin = "bin", Bool = "bool",
        Consume = "consume", Count = "count", Database = "database", Dataformat = "dataformat",
        DatetimePattern = "datetime_pattern", Declare = "declare", Default = "default",
        Distinct = "distinct", Edges = "edges", EntityGroup = "entity_group",
        Evaluate = "evaluate", Extend = "extend", Facet = "facet", Filter = "filter",
        Fork = "fork", From = "from", Getschema = "getschema", Graph = "graph", Guid = "guid",
        Id = "id", InlineExternalTable = "inline_external_table", Join = "join", Let = "let",
        Limit = "limit", Lookup = "lookup", Mvapply = "mvapply", Mvexpand = "mvexpand",
        Nodes = "nodes", Null = "null", Nulls = "nulls", On = "on", Optional = "optional",
        Order = "order", Output = "output", Pack = "pack", Parse = "parse",
        Partition = "partition", Partitionby = "__partitionby", Pattern = "pattern",
        Plotly = "plotly", QueryParameters = "query_parameters", Range = "range",
        Reduce = "reduce", Regex = "regex", Render = "render", Restrict = "restrict",
        Scan = "scan", Serialize = "serialize", Sort = "sort", Step = "step",
        Summarize = "summarize", Take = "take", Top = "top", Typeof = "typeof", Uuid = "uuid",
        View = "view", With = "with", WithNodeId = "with_node_id",
    }
    Declaration {
        Accumulate = "accumulate", As = "as", By = "by", Contains = "contains",
        Datatable = "datatable", Earliest = "earliest", Externaldata = "externaldata",
        Find = "find", Has = "has", In = "in", Invoke = "invoke", Latest = "latest",
        Materialize = "materialize", Mdm = "mdm", Of = "of", Print = "print", Sample = "sample",
        SampleDistinct = "sample-distinct", Search = "search", Set = "set", Sql = "sql",
        Title = "title", To = "to", TopHitters = "top-hitters", TopNested = "top-nested",
        Toscalar = "toscalar", Totable = "totable", Verbose = "verbose", Viewers = "viewers",
        Where = "where",
    }
    Reserved {
        Chart3D = "3Dchart", And = "and", Anomalychart = "anomalychart", Areachart = "areachart",
        Asc = "asc", AssertSchema = "assert-schema", Bagexpansion = "bagexpansion",
        Barchart = "barchart", NotBetween = "!between", Between = "between",
        BinLegacy = "bin_legacy", Boolean = "boolean", Byte = "byte",
        Cachingpolicy = "cachingpolicy", Callout = "callout", Cancel = "cancel", Card = "card",
        Char = "char", Columnchart = "columnchart", CommandsAndQueries = "commands-and-queries",
        NotContains = "!contains", NotContainsCs = "!contains_cs", ContainsCs = "contains_cs",
        Containscs = "containscs", ContextualDatatable = "__contextual_datatable",
        CrossCluster = "__crossCluster", CrossDB = "__crossDB", Cycles = "cycles",
        Dataexport = "dataexport", Datascope = "datascope", Date = "date", Datetime = "datetime",
        Decimal = "decimal", Decodeblocks = "decodeblocks", Desc = "desc", Double = "double",
        Dynamic = "dynamic", Encodingpolicy = "encodingpolicy", NotEndswith = "!endswith",
        Endswith = "endswith", NotEndswithCs = "!endswith_cs", EndswithCs = "endswith_cs",
        ExecuteAndCache = "__executeAndCache", Expandoutput = "expandoutput",
        ExtentTagsRetention = "extent_tags_retention", ExternalData = "external_data",
        First = "first", Flags = "flags", Float = "float", ForceRemote = "force_remote",
        GrannyAsc = "granny-asc", GrannyDesc = "granny-desc",
        GraphMarkComponents = "graph-mark-components", GraphMatch = "graph-match",
        GraphShortestPaths = "graph-shortest-paths", GraphToTable = "graph-to-table",
        GraphWhereEdges = "graph-where-edges", GraphWhereNodes = "graph-where-nodes",
        Harddelete = "harddelete", Hardretention = "hardretention", NotHas = "!has",
        HasAll = "has_all", HasAny = "has_any", NotHasCs = "!has_cs", HasCs = "has_cs",
        NotHasprefix = "!hasprefix", Hasprefix = "hasprefix", NotHasprefixCs = "!hasprefix_cs",
        HasprefixCs = "hasprefix_cs", NotHassuffix = "!hassuffix", Hassuffix = "hassuffix",
        NotHassuffixCs = "!hassuffix_cs", HassuffixCs = "hassuffix_cs",
        HintConcurrency = "hint.concurrency", HintDistribution = "hint.distribution",
        HintMaterialized = "hint.materialized", HintNumPartitions = "hint.num_partitions",
        HintProgressiveTop = "hint.progressive_top", HintRemote = "hint.remote",
        HintShufflekey = "hint.shufflekey", HintSpread = "hint.spread",
        HintStrategy = "hint.strategy", Hotcache = "hotcache", HiddenId = "__id", NotIn = "!in",
        Int = "int", Int16 = "int16", Int32 = "int32", Int64 = "int64", Int8 = "int8",
        NotInCi = "!in~", InCi = "in~", IsFuzzy = "__isFuzzy", Isfuzzy = "isfuzzy",
        Journal = "journal", Kind = "kind", Ladderchart = "ladderchart", Last = "last",
        Like = "like", Likecs = "likecs", Linechart = "linechart", Long = "long",
        MacroExpand = "macro-expand", MakeGraph = "make-graph", MakeSeries = "make-series",
        MatchesRegex = "matches regex", MaterializedViewCombine = "materialized-view-combine",
        MaterializedViews = "materialized-views", Missing = "missing", MvApply = "mv-apply",
        MvExpand = "mv-expand", Nooptimization = "nooptimization", Notcontains = "notcontains",
        Notcontainscs = "notcontainscs", Notlike = "notlike", Notlikecs = "notlikecs",
        NoWithSource = "__noWithSource", Or = "or", Others = "others",
        PackedColumn = "__packedColumn", ParseKv = "parse-kv", ParseWhere = "parse-where",
        PartitionedBy = "partitioned-by", Pathformat = "pathformat", Piechart = "piechart",
        Pivotchart = "pivotchart", Project = "project", ProjectAway = "project-away",
        ProjectByNames = "project-by-names", ProjectKeep = "project-keep",
        ProjectRename = "project-rename", ProjectReorder = "project-reorder",
        ProjectSmart = "project-smart", HiddenProjectAway = "__projectAway", Queries = "queries",
        QueryResults = "query_results", Real = "real", Relaxed = "relaxed",
        RestrictedViewAccess = "restricted_view_access", RowLevelSecurity = "row_level_security",
        Rowstore = "rowstore", RowstoreReferences = "rowstore_references",
        RowstoreSealinfo = "rowstore_sealinfo", Rowstorepolicy = "rowstorepolicy",
        Rowstores = "rowstores", Scatterchart = "scatterchart", Seal = "seal", Seals = "seals",
        SetOrAppend = "set-or-append", SetOrReplace = "set-or-replace", Shards = "shards",
        Simple = "simple", Softdelete = "softdelete", Softretention = "softretention",
        SourceColumnIndex = "__sourceColumnIndex", Stackedareachart = "stackedareachart",
        NotStartswith = "!startswith", Startswith = "startswith",
        NotStartswithCs = "!startswith_cs", StartswithCs = "startswith_cs",
        Statistics = "statistics", Storedqueryresultcontainers = "storedqueryresultcontainers",
        String = "string", Tablepurge = "tablepurge", Time = "time", Timechart = "timechart",
        Timeline = "timeline", Timepivot = "timepivot", Timespan = "timespan", Treemap = "treemap",
        Uint = "uint", Uint16 = "uint16", Uint32 = "uint32", Uint64 = "uint64", Uint8 = "uint8",
        Ulong = "ulong", Union = "union", Uniqueid = "uniqueid",
        Unrestrictedviewers = "unrestrictedviewers", Views = "views",
        WithItemindex = "with_itemindex", WithMatchId = "with_match_id",
        WithSource = "with_source", WithStepName = "with_step_name", Withsource = "withsource",
        Writeaheadlog = "writeaheadlog",
    }
}

impl Keyword {
    /// Whether it may stand wherever a name may.
    #[must_use]
    pub fn is_name(self) -> bool {
        self.class() == Use::Name
    }

    /// Whether it may stand where something is declared or renamed, or begin a wildcard.
    #[must_use]
    pub fn is_declarable(self) -> bool {
        self.class() != Use::Reserved
    }

    /// The keyword of exactly this text.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut slot = hash(text.as_bytes()) % TABLE.len();
        while let Some(keyword) = TABLE[slot] {
            if keyword.text() == text {
                return Some(keyword);
            }
            slot = (slot + 1) % TABLE.len();
        }
        None
    }
}

/// An open hash table, built by the compiler: most words of a query are no keywords, and that is
/// found out in one look.
static TABLE: [Option<Keyword>; 1024] = table();

const fn table() -> [Option<Keyword>; 1024] {
    let mut table = [None; 1024];
    let mut i = 0;
    while i < Keyword::ALL.len() {
        let keyword = Keyword::ALL[i];
        let mut slot = hash(keyword.text().as_bytes()) % table.len();
        while table[slot].is_some() {
            slot = (slot + 1) % table.len();
        }
        table[slot] = Some(keyword);
        i += 1;
    }
    table
}

/// FNV-1a.
const fn hash(text: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    let mut i = 0;
    while i < text.len() {
        hash = (hash ^ text[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::Keyword;

    #[test]
    fn every_keyword_is_found_by_its_text() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::from_text(keyword.text()), Some(*keyword));
        }
        assert_eq!(Keyword::from_text("TimeGenerated"), None);
        assert_eq!(Keyword::from_text(""), None);
    }

    /// Kusto's keywords are case sensitive.
    #[test]
    fn case_matters() {
        assert_eq!(Keyword::from_text("Where"), None);
    }
}
