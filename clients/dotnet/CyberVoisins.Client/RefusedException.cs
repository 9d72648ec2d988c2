namespace CyberVoisins.Client;

/// <summary>The service did not do it, and says why.</summary>
/// <param name="code">Stable ("INVALID_PHONE", "UNAUTHENTICATED"): what a program decides by.</param>
/// <param name="message">What was wrong and how to put it right, in the language that was asked for: what a person reads.</param>
/// <param name="field">The input that it is about, as a path ("windows.0.end"); null for the whole.</param>
/// <param name="suggestions">What may have been meant.</param>
public sealed class RefusedException(string code, string message, string? field = null, IReadOnlyList<string>? suggestions = null) : Exception(message)
{
    public string Code { get; } = code;
    public string? Field { get; } = field;
    public IReadOnlyList<string> Suggestions { get; } = suggestions ?? [];
}
