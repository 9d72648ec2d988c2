using CyberVoisins.Core.Messages;
using static CyberVoisins.Server.Messages.TwilioApi;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Twilio's REST API (2010-04-01). It has no idempotency key, so a write is never retried here: whether the body
/// was begun tells "never sent" from "nobody knows" (shared/design/sms-facts.md, section 1).
/// </summary>
internal sealed class TwilioSms(TwilioApi api, TwilioOptions options) : ISmsSender
{
    /// <summary>A message that Twilio could not hand over within the hour is dropped: a ghost of ten hours ago is worse.</summary>
    private const int MostSeconds = 3_600;

    /// <summary>Twilio advises more than five; below a minute hardly any telephone gets it.</summary>
    private const int LeastSeconds = 60;

    public string Name => "twilio";
    public bool NoTraceMeansNotSent => false;
    public bool CanBeAnsweredFrom(PhoneNumber to) => options.CanBeAnsweredFrom(to);

    public async Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        using var body = await TrackedContent.Form(Form(sms));
        try
        {
            using var request = api.Request(HttpMethod.Post, $"{api.AccountPath}/Messages.json");
            request.Content = body;
            using var response = await api.Send(request, cancel);
            return await TwilioAnswer.Read(response, ["SM", "MM"], sms.FlownAt, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return body.Started ? new SendOutcome.Uncertain("connection-lost") : new SendOutcome.NotSent("unreachable");
        }
    }

    public async Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel)
    {
        // Twilio filters by GMT day; the day before and after cover midnight and clocks that differ.
        var day = sms.FlownAt.InUtc().Date;
        var path = $"{api.AccountPath}/Messages.json?To={Uri.EscapeDataString(sms.To.E164)}&PageSize=100&DateSent%3E={TwilioApi.Day(day.PlusDays(-1))}&DateSent%3C={TwilioApi.Day(day.PlusDays(2))}";
        await foreach (var message in api.List(path, "messages", cancel))
            if (Text(message, "body") == sms.Body && Text(message, "direction") is "outbound-api" && Text(message, "sid") is { } sid && !known.Contains(sid) && TwilioAnswer.CreatedSince(message, sms.FlownAt))
                return new(sid, DeliveryState.Of(Text(message, "status")) ?? MessageState.Accepted);
        return null;
    }

    private static int ValidityOf(OutgoingSms sms) =>
        sms.Deadline is { } deadline ? (int)Math.Clamp((deadline - sms.FlownAt).TotalSeconds, LeastSeconds, MostSeconds) : MostSeconds;

    private Dictionary<string, string> Form(OutgoingSms sms)
    {
        var form = new Dictionary<string, string>
        {
            ["To"] = sms.To.E164,
            ["Body"] = sms.Body,
            ["StatusCallback"] = $"{options.PublicBaseUrl}/webhooks/twilio/status?m={sms.Id}",
            ["ValidityPeriod"] = ValidityOf(sms).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (string.IsNullOrWhiteSpace(options.MessagingServiceSid)) form["From"] = options.From!;
        else form["MessagingServiceSid"] = options.MessagingServiceSid;
        return form;
    }
}
