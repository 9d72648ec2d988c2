using GraphQL;
using GraphQL.Execution;

namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// Shows an error with one of our own codes. The engine would derive codes from the names of exception classes,
/// which tells a stranger how we are built and breaks clients when a class is renamed.
/// </summary>
internal sealed class StableErrors : IErrorInfoProvider
{
    private const string Masked =
        "Une erreur interne est survenue ; elle a été enregistrée. (An internal error occurred; it has been recorded.)";

    public ErrorInfo GetInfo(ExecutionError error)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = CodeOf(error) };
        if (error is UnhandledError)
            return new ErrorInfo { Message = Masked, Extensions = extensions };

        foreach (var (key, value) in error.Extensions ?? [])
            extensions.TryAdd(key, value);
        return new ErrorInfo { Message = error.Message, Extensions = extensions };
    }

    private static string CodeOf(ExecutionError error) => error switch
    {
        UnhandledError => ErrorCodes.InternalError,
        SyntaxError => ErrorCodes.ParseFailed,
        DocumentError or RequestError when IsOfTheEngine(error) => ErrorCodes.ValidationFailed,
        { Code.Length: > 0 } when !IsDerivedFromItsCause(error) => error.Code,
        _ => ErrorCodes.ExecutionError,
    };

    private static bool IsOfTheEngine(ExecutionError error) => error.GetType().Assembly == typeof(ExecutionError).Assembly;

    // The engine gives an error that wraps an exception a code made of the exception's class name.
    private static bool IsDerivedFromItsCause(ExecutionError error) =>
        error.InnerException is { } cause && error.Code == ErrorInfoProvider.GetErrorCode(cause);
}
