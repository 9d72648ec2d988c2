namespace FakeTwilio;

/// <summary>Writes an answer that goes wrong.</summary>
internal sealed class FaultyAnswer(Fault fault, string json, CancellationToken end) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => fault switch
    {
        Fault.HangBefore or Fault.HangAfter => Hang(httpContext),
        Fault.ResetBefore or Fault.ResetAfter => Reset(httpContext),
        Fault.TruncatedJson truncated => Truncate(httpContext, truncated.CutConnection),
        Fault.Redirect302 => Redirect(httpContext),
        Fault.TooMany many => TooMany(httpContext, many.RetryAfter),
        Fault.ServerError error => Write(httpContext, error.Status, """{"code":20500,"message":"Internal Server Error","more_info":"https://www.twilio.com/docs/errors/20500","status":500}"""),
        Fault.HtmlError => Write(httpContext, 502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html"),
        Fault.JsonWithoutSid => Write(httpContext, 201, """{"status":"queued","num_segments":"1"}"""),
        Fault.WrongSid => Write(httpContext, 201, """{"sid":"XX1234","status":"queued","num_segments":"1"}"""),
        Fault.ErrorCode error => new TwilioError(error.Status, error.Code, "No.").Answer().ExecuteAsync(httpContext),
        _ => throw new InvalidOperationException($"{fault} has no answer."),
    };

    /// <summary>Until the caller loses patience, or the test ends.</summary>
    private async Task Hang(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, end);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, either.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    /// <summary>Kestrel aborts with RST, not FIN.</summary>
    private static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private async Task Truncate(HttpContext context, bool cutConnection)
    {
        var half = json[..(json.Length / 2)];
        if (!cutConnection)
        {
            await Write(context, 201, half);
            return;
        }
        context.Response.ContentLength = json.Length * 4;
        await Write(context, 201, half);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static Task Redirect(HttpContext context)
    {
        context.Response.Headers.Location = "/elsewhere";
        context.Response.StatusCode = 302;
        return Task.CompletedTask;
    }

    private static Task TooMany(HttpContext context, string? retryAfter)
    {
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return Write(context, 429, """{"code":20429,"message":"Too Many Requests","more_info":"https://www.twilio.com/docs/errors/20429","status":429}""");
    }

    private static Task Write(HttpContext context, int status, string body, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }
}
