using System.Globalization;

namespace FakeTwilio;

/// <summary>A refusal in Twilio's words: the code is what a client decides by, the message is for people.</summary>
public sealed record TwilioError(int Status, int Code, string Message)
{
    internal static readonly TwilioError Unauthenticated = new(401, 20003, "Authenticate");

    internal static TwilioError NotFound(string path) => new(404, 20404, $"The requested resource {path} was not found");
    internal static TwilioError UnknownField(string name) => new(400, 20001, $"Unknown parameters: {name}");

    internal IResult Answer() => Results.Json(new
    {
        code = Code, message = Message, more_info = string.Create(CultureInfo.InvariantCulture, $"https://www.twilio.com/docs/errors/{Code}"), status = Status,
    }, statusCode: Status);
}
