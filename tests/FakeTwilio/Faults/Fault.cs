namespace FakeTwilio;

/// <summary>
/// What goes wrong with the answer to one POST of a message. "Recorded" says whether the SMS was taken nevertheless. A
/// refused connection is <see cref="TwilioServer.Stop"/>.
/// </summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>True when the SMS is taken before the answer goes wrong.</summary>
    public abstract bool Recorded { get; }

    /// <summary>The request is read and nothing ever answered; nothing is taken.</summary>
    public sealed record HangBefore : Fault { public override bool Recorded => false; }

    /// <summary>The SMS is taken and nothing ever answered.</summary>
    public sealed record HangAfter : Fault { public override bool Recorded => true; }

    /// <summary>The connection is reset (RST); nothing is taken.</summary>
    public sealed record ResetBefore : Fault { public override bool Recorded => false; }

    /// <summary>The SMS is taken and the connection reset (RST).</summary>
    public sealed record ResetAfter : Fault { public override bool Recorded => true; }

    /// <summary>The SMS is taken; half of its JSON is answered, and the connection may be cut there.</summary>
    public sealed record TruncatedJson(bool CutConnection = false) : Fault { public override bool Recorded => true; }

    public sealed record Redirect302(bool Accepts = false) : Fault { public override bool Recorded => Accepts; }

    /// <summary>20429, never taken. <paramref name="RetryAfter"/> is what the header says: seconds, a date, or no header.</summary>
    public sealed record TooMany(string? RetryAfter = null) : Fault { public override bool Recorded => false; }

    public sealed record ServerError(int Status = 500, bool Accepts = false) : Fault { public override bool Recorded => Accepts; }

    /// <summary>A proxy before Twilio says 502 in HTML.</summary>
    public sealed record HtmlError(bool Accepts = false) : Fault { public override bool Recorded => Accepts; }

    public sealed record JsonWithoutSid : Fault { public override bool Recorded => true; }

    /// <summary>201 with a sid that is none.</summary>
    public sealed record WrongSid : Fault { public override bool Recorded => true; }

    /// <summary>A refusal in Twilio's form.</summary>
    public sealed record ErrorCode(int Status, int Code) : Fault { public override bool Recorded => false; }

    /// <summary>By its name, for those who ask over HTTP; null for an unknown one.</summary>
    /// <param name="detail">A Retry-After, a status or a code; "accepted" where the SMS is to be taken nevertheless.</param>
    public static Fault? Named(string name, string? detail)
    {
        var accepts = detail == "accepted";
        var number = int.TryParse(detail, out var n) ? n : (int?)null;
        return name switch
        {
            nameof(HangBefore) => new HangBefore(),
            nameof(HangAfter) => new HangAfter(),
            nameof(ResetBefore) => new ResetBefore(),
            nameof(ResetAfter) => new ResetAfter(),
            nameof(TruncatedJson) => new TruncatedJson(detail == "cut"),
            nameof(Redirect302) => new Redirect302(accepts),
            nameof(TooMany) => new TooMany(detail),
            nameof(ServerError) => new ServerError(number ?? 500, accepts),
            nameof(HtmlError) => new HtmlError(accepts),
            nameof(JsonWithoutSid) => new JsonWithoutSid(),
            nameof(WrongSid) => new WrongSid(),
            nameof(ErrorCode) => new ErrorCode(400, number ?? 21211),
            _ => null,
        };
    }

    /// <summary>Every fault there is, once with each choice: from these a seeded test draws.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new HangBefore(), new HangAfter(), new ResetBefore(), new ResetAfter(), new TruncatedJson(), new TruncatedJson(CutConnection: true), new Redirect302(), new Redirect302(Accepts: true),
        new TooMany(), new TooMany("1"), new ServerError(), new ServerError(Accepts: true), new ServerError(503), new ServerError(503, Accepts: true), new HtmlError(), new HtmlError(Accepts: true),
        new JsonWithoutSid(), new WrongSid(), new ErrorCode(400, 21611),
    ];
}
