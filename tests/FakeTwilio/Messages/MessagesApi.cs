using Microsoft.AspNetCore.WebUtilities;

namespace FakeTwilio;

/// <summary>The Messages resource: create, list, read, redact, cancel, delete.</summary>
internal static class MessagesApi
{
    public static void Map(WebApplication app, Account account, Deliveries deliveries, CancellationToken end)
    {
        // Before the credentials are looked at: what was posted is counted even when it is refused.
        app.MapPost("/2010-04-01/Accounts/{sid}/Messages.json", (string sid, HttpContext context) => Create(sid, context, account, deliveries, end));
        var resources = app.Resources(account);
        resources.MapGet("/Messages.json", (HttpRequest request) => MessageList.Answer(request.Query, account));
        resources.MapGet("/Messages/{sid}.json", (string sid, HttpRequest request) => Found(sid, request, account, m => Results.Json(MessageJson.Of(m, account))));
        resources.MapPost("/Messages/{sid}.json", async (string sid, HttpRequest request) =>
        {
            var form = await Requests.Form(request);
            return Found(sid, request, account, m => Update(m, form, account));
        });
        resources.MapDelete("/Messages/{sid}.json", (string sid, HttpRequest request) => Found(sid, request, account, m => Delete(m, account)));
    }

    private static async Task<IResult> Create(string sid, HttpContext context, Account account, Deliveries deliveries, CancellationToken end)
    {
        var form = await Requests.Form(context.Request);
        var by = Requests.UserOf(context.Request, account.Options);
        var posted = new PostedSms(by ?? "", form, M(form));
        account.Posts.Enqueue(posted);
        if (account.Delay > TimeSpan.Zero) await Task.Delay(account.Delay, end);
        if (account.Options.OnArrived(posted)) return Results.Empty;
        if (by is null) return TwilioError.Unauthenticated.Answer();
        if (sid != account.Options.AccountSid) return TwilioError.NotFound(context.Request.Path).Answer();

        var fault = account.Faults.Of(posted);
        if (fault is { Recorded: false }) return new FaultyAnswer(fault, "", end);
        if (MessageForm.Refusal(form, account.Options, account.IsUnsubscribed) is { } refusal) return refusal.Answer();

        var message = Accept(posted, account);
        account.Add(message);
        // As it was taken: early news must not show in the answer.
        var json = MessageJson.Of(message, account);
        var plan = account.Faults.CallbacksOf(posted);
        // Who never gets an answer gets news all the same.
        if (fault is Fault.HangAfter && !plan.Early) deliveries.Begin(message, plan);
        else if (!plan.Early) context.Response.OnCompleted(() =>
        {
            deliveries.Begin(message, plan);
            return Task.CompletedTask;
        });
        if (account.Options.OnRecorded(message)) return Results.Empty;
        if (plan.Early) await deliveries.Run(message, plan);
        return fault is null ? Results.Json(json, statusCode: 201) : new FaultyAnswer(fault, System.Text.Json.JsonSerializer.Serialize(json), end);
    }

    private static SmsMessage Accept(PostedSms posted, Account account)
    {
        var service = posted.Form.GetValueOrDefault("MessagingServiceSid");
        return new()
        {
            Sid = account.Sids.Next("SM"), To = posted.To, Body = posted.Body, Direction = "outbound-api", By = posted.By, M = posted.M,
            From = posted.Form.GetValueOrDefault("From") ?? account.Options.Numbers[0],
            Status = posted.Form.ContainsKey("ScheduleType") ? "scheduled" : service is null ? "queued" : "accepted",
            Created = account.Now, Updated = account.Now, Segments = Segments.Of(posted.Body),
            MessagingServiceSid = service, StatusCallback = posted.Form.GetValueOrDefault("StatusCallback"),
        };
    }

    private static string? M(Dictionary<string, string> form) =>
        Uri.TryCreate(form.GetValueOrDefault("StatusCallback"), UriKind.Absolute, out var url) && QueryHelpers.ParseQuery(url.Query).TryGetValue("m", out var m) ? m.ToString() : null;

    private static IResult Found(string sid, HttpRequest request, Account account, Func<SmsMessage, IResult> answer) =>
        account.Messages.FirstOrDefault(m => m.Sid == sid) is { } message ? answer(message) : TwilioError.NotFound(request.Path).Answer();

    private static IResult Update(SmsMessage message, Dictionary<string, string> form, Account account)
    {
        if (form.Keys.FirstOrDefault(k => k is not ("Body" or "Status")) is { } unknown) return TwilioError.UnknownField(unknown).Answer();
        if (form.TryGetValue("Body", out var body))
        {
            if (body.Length > 0) return new TwilioError(400, 21602, "Body can only be emptied.").Answer();
            if (!message.IsFinal) return InProgress().Answer();
            message.Body = "";
        }
        if (form.TryGetValue("Status", out var status))
        {
            if (status != "canceled") return TwilioError.UnknownField("Status").Answer();
            if (message.Status is not ("queued" or "accepted" or "scheduled")) return InProgress().Answer();
            message.Status = "canceled";
        }
        message.Updated = account.Now;
        return Results.Json(MessageJson.Of(message, account));
    }

    private static IResult Delete(SmsMessage message, Account account)
    {
        if (!message.IsFinal) return InProgress().Answer();
        account.Remove(message);
        return Results.NoContent();
    }

    private static TwilioError InProgress() => new(409, 20009, "The message is not in a state in which this can be done.");
}
