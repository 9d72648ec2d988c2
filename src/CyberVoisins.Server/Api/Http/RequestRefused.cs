using GraphQL.Execution;

namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// The HTTP request itself is wrong, before any GraphQL was executed: it keeps its own status in both response formats.
/// </summary>
internal sealed class RequestRefused : RequestError
{
    public RequestRefused(int status, string code, string message) : base(message)
    {
        Status = status;
        Code = code;
    }

    public int Status { get; }

    public static RequestRefused Malformed(string message) =>
        new(StatusCodes.Status400BadRequest, ErrorCodes.BadRequest, message);
}
