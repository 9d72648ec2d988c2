namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// The <c>extensions.code</c> values of the transport: a contract with clients, so a code is added, never renamed.
/// </summary>
internal static class ErrorCodes
{
    // The document.
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";
    public const string IntrospectionDisabled = "INTROSPECTION_DISABLED";

    // The HTTP request.
    public const string BadRequest = "BAD_REQUEST";
    public const string BatchingUnsupported = "BATCHING_UNSUPPORTED";
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";
    public const string NotAcceptable = "NOT_ACCEPTABLE";
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";
    public const string PersistedOperationNotFound = "PERSISTED_OPERATION_NOT_FOUND";
    public const string PersistedOperationRequired = "PERSISTED_OPERATION_REQUIRED";
    public const string CrossSiteRequest = "CROSS_SITE_REQUEST";
    public const string PreflightHeaderMissing = "PREFLIGHT_HEADER_MISSING";
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";

    // The limits.
    public const string DocumentTooLong = "DOCUMENT_TOO_LONG";
    public const string TooManyTokens = "TOO_MANY_TOKENS";
    public const string TooNested = "DOCUMENT_TOO_NESTED";
    public const string TooManyDirectives = "TOO_MANY_DIRECTIVES";
    public const string TooDeep = "QUERY_TOO_DEEP";
    public const string TooManyAliases = "TOO_MANY_ALIASES";
    public const string TooManyRootFields = "TOO_MANY_ROOT_FIELDS";
    public const string TooComplex = "QUERY_TOO_COMPLEX";
    public const string TooManyStreams = "TOO_MANY_STREAMS";
    public const string TimeOut = "TIME_OUT";
    public const string IntrospectionTooDeep = "INTROSPECTION_TOO_DEEP";

    // The caller, as the use cases say it.
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string Forbidden = "FORBIDDEN";
    public const string InsufficientScope = "INSUFFICIENT_SCOPE";

    // Ourselves.
    public const string ExecutionError = "EXECUTION_ERROR";
    public const string InternalError = "INTERNAL_ERROR";
}
