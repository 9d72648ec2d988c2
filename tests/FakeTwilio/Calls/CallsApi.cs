using System.Globalization;
using System.Text;

namespace FakeTwilio;

/// <summary>The Calls and Recordings resources.</summary>
internal static class CallsApi
{
    private static readonly HashSet<string> Known =
    [
        "To", "From", "Url", "Twiml", "ApplicationSid", "Method", "FallbackUrl", "FallbackMethod", "StatusCallback", "StatusCallbackEvent", "StatusCallbackMethod",
        "SendDigits", "Timeout", "TimeLimit", "Record", "MachineDetection", "MachineDetectionTimeout", "AsyncAmd", "AsyncAmdStatusCallback", "CallerId", "CallReason",
    ];

    public static void Map(WebApplication app, Account account)
    {
        var resources = app.Resources(account);
        resources.MapPost("/Calls.json", async (HttpRequest request) => Create(await Requests.Form(request), account));
        resources.MapGet("/Calls.json", () => Results.Json(new { calls = account.Calls.Reverse().Select(c => Show(c, account)), next_page_uri = (string?)null }));
        resources.MapGet("/Calls/{sid}.json", (string sid, HttpRequest request) => Found(sid, request, account, c => Results.Json(Show(c, account))));
        resources.MapPost("/Calls/{sid}.json", async (string sid, HttpRequest request) =>
        {
            var form = await Requests.Form(request);
            return Found(sid, request, account, c => Update(c, form, account));
        });
        resources.MapGet("/Recordings/{file}", (string file, HttpRequest request) => Recording(file, request, account));
        resources.MapDelete("/Recordings/{file}", (string file, HttpRequest request) =>
            account.Recordings.TryRemove(file.Split('.')[0], out _) ? Results.NoContent() : TwilioError.NotFound(request.Path).Answer());
    }

    private static IResult Create(Dictionary<string, string> form, Account account)
    {
        if (Refusal(form, account.Options) is { } refusal) return refusal.Answer();
        var call = new VoiceCall
        {
            Sid = account.Sids.Next("CA"), From = form["From"], To = form["To"], Direction = "outbound-api", Status = "queued", Created = account.Now,
            Url = form.GetValueOrDefault("Url"), Twiml = form.GetValueOrDefault("Twiml"), StatusCallback = form.GetValueOrDefault("StatusCallback"),
        };
        account.Add(call);
        return Results.Json(Show(call, account), statusCode: 201);
    }

    private static TwilioError? Refusal(Dictionary<string, string> form, TwilioServerOptions options)
    {
        if (form.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown) return TwilioError.UnknownField(unknown);
        if (!form.TryGetValue("To", out var to)) return new(400, 21201, "No 'To' number is specified");
        if (!form.TryGetValue("From", out var from)) return new(400, 21213, "No 'From' number is specified");
        if (!form.ContainsKey("Url") && !form.ContainsKey("Twiml") && !form.ContainsKey("ApplicationSid")) return new(400, 21205, "Url parameter is required.");
        if (form.TryGetValue("Url", out var url) && !MessageForm.IsCallback(url)) return new(400, 21205, $"Url is not a valid URL: {url}");
        if (form.TryGetValue("StatusCallback", out var callback) && !MessageForm.IsCallback(callback)) return new(400, 21609, $"StatusCallback is not a valid URL: {callback}");
        if (!Numbers.IsE164(to)) return new(400, 21211, $"Invalid 'To' Phone Number: {to}");
        if (!Numbers.IsOpen(to)) return new(400, 21215, $"Account not authorized to call {to}.");
        return options.Numbers.Contains(from) ? null : new(400, 21210, $"'From' phone number not verified: {from}");
    }

    /// <summary>A call is hung up, or sent to other TwiML.</summary>
    private static IResult Update(VoiceCall call, Dictionary<string, string> form, Account account)
    {
        if (form.Keys.FirstOrDefault(k => k is not ("Status" or "Url" or "Twiml" or "Method")) is { } unknown) return TwilioError.UnknownField(unknown).Answer();
        if (call.IsFinal) return new TwilioError(400, 21220, "Call is not in-progress. Cannot redirect.").Answer();
        if (form.TryGetValue("Status", out var status))
        {
            if (status is not ("completed" or "canceled")) return TwilioError.UnknownField("Status").Answer();
            (call.Status, call.Ended) = (status, account.Now);
        }
        (call.Url, call.Twiml) = (form.GetValueOrDefault("Url") ?? call.Url, form.GetValueOrDefault("Twiml") ?? call.Twiml);
        return Results.Json(Show(call, account));
    }

    private static IResult Found(string sid, HttpRequest request, Account account, Func<VoiceCall, IResult> answer) =>
        account.Calls.FirstOrDefault(c => c.Sid == sid) is { } call ? answer(call) : TwilioError.NotFound(request.Path).Answer();

    private static object Show(VoiceCall call, Account account) => new
    {
        sid = call.Sid, account_sid = account.Options.AccountSid, api_version = "2010-04-01", from = call.From, to = call.To, status = call.Status, direction = call.Direction,
        date_created = MessageJson.Date(call.Created), start_time = MessageJson.Date(call.Started), end_time = MessageJson.Date(call.Ended),
        duration = call is { Started: { } from, Ended: { } to } ? ((int)(to - from).TotalSeconds).ToString(CultureInfo.InvariantCulture) : null,
        answered_by = call.AnsweredBy, price = (string?)null, price_unit = account.Options.Currency, uri = $"/2010-04-01/Accounts/{account.Options.AccountSid}/Calls/{call.Sid}.json",
    };

    private static IResult Recording(string file, HttpRequest request, Account account)
    {
        if (file.Split('.') is not [var sid, var kind] || kind is not ("json" or "mp3") || !account.Recordings.TryGetValue(sid, out var recording)) return TwilioError.NotFound(request.Path).Answer();
        return kind == "mp3"
            ? Results.Bytes([.. "ID3"u8, .. Encoding.UTF8.GetBytes(recording.Says)], "audio/mpeg")
            : Results.Json(new
            {
                sid, account_sid = account.Options.AccountSid, call_sid = recording.CallSid, date_created = MessageJson.Date(recording.Created), status = "completed",
                duration = recording.Seconds.ToString(CultureInfo.InvariantCulture), source = "RecordVerb", uri = $"/2010-04-01/Accounts/{account.Options.AccountSid}/Recordings/{sid}.json",
            });
    }
}
