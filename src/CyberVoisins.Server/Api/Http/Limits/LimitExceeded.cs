using System.Globalization;
using GraphQL.Validation;

namespace CyberVoisins.Server.Api.Http.Limits;

/// <summary>A document that asks for too much: the message says the limit, what was found, and what to do.</summary>
internal sealed class LimitExceeded : ValidationError
{
    private LimitExceeded(string code, string message) : base(message) => Code = code;

    /// <summary>Throws when <paramref name="found"/> is above <paramref name="limit"/>; equal is allowed.</summary>
    public static void Check(string code, string what, long found, long limit, string remedy)
    {
        if (found <= limit)
            return;
        var counted = found >= Weight.Ceiling ? $"more than {Weight.Ceiling - 1}" : found.ToString(CultureInfo.InvariantCulture);
        throw new LimitExceeded(code, $"{what}: the limit is {limit}, this document has {counted}. {remedy}")
        {
            Extensions = new() { ["limit"] = limit, ["found"] = found },
        };
    }

    public static LimitExceeded Introspection() => new(ErrorCodes.IntrospectionDisabled,
        "Introspection is disabled on this server. Use the published schema.graphql.");
}
