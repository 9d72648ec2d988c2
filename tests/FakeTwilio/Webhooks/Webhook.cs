using System.Net;

namespace FakeTwilio;

/// <summary>A webhook that was sent, and what came of it.</summary>
/// <param name="Url">As the service calls itself; it may have been sent elsewhere.</param>
/// <param name="Status">What the service answered; null when it did not.</param>
/// <param name="Failure">Why it did not answer.</param>
public sealed record Webhook(string Url, IReadOnlyDictionary<string, string> Form, Forgery Forged, HttpStatusCode? Status, string Body = "", Exception? Failure = null)
{
    public bool Succeeded => Status is { } status && (int)status is >= 200 and < 300;
}
