using System.Globalization;

namespace FakeTwilio;

/// <summary>The list of messages, newest first, in pages that are followed by "next_page_uri" and by nothing else.</summary>
internal static class MessageList
{
    private static readonly string[] Filters = ["To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize"];

    public static IResult Answer(IQueryCollection query, Account account)
    {
        // A page number without its token is no way to a page.
        if (query.Keys.FirstOrDefault(k => !Filters.Contains(k) && k is not ("Page" or "PageToken")) is { } unknown) return TwilioError.UnknownField(unknown).Answer();
        if (query.ContainsKey("Page") && !query.ContainsKey("PageToken")) return new TwilioError(400, 20001, "Page without PageToken: follow next_page_uri.").Answer();
        if (!Size(query, out var asked)) return TwilioError.UnknownField("PageSize").Answer();
        if (asked > 1000) return new TwilioError(400, 20007, "Page size too large").Answer();
        if (Days(query) is not { } days) return TwilioError.UnknownField("DateSent").Answer();

        var size = Math.Min(asked, account.Options.MostPerPage);
        var all = account.Messages.Where(m => Matches(m, query) && days.All(d => d(m))).Reverse().ToList();
        // The token names the last message of the page before: a new message does not move the pages.
        var start = query["PageToken"] is [{ } token] ? 1 + all.FindIndex(m => "PA" + m.Sid == token) : 0;
        var page = all.Skip(start).Take(size).ToList();
        var number = int.TryParse(query["Page"], CultureInfo.InvariantCulture, out var n) ? n : 0;
        var path = $"/2010-04-01/Accounts/{account.Options.AccountSid}/Messages.json";
        var filter = path + "?" + string.Concat(query.Where(q => Filters.Contains(q.Key) && q.Key != "PageSize").Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value.ToString())}&"))
            + string.Create(CultureInfo.InvariantCulture, $"PageSize={asked}");
        return Results.Json(new
        {
            messages = page.Select(m => MessageJson.Of(m, account)), page = number, page_size = size, start, end = Math.Max(start, start + page.Count - 1),
            uri = filter, first_page_uri = filter + "&Page=0", previous_page_uri = (string?)null,
            next_page_uri = start + page.Count < all.Count ? string.Create(CultureInfo.InvariantCulture, $"{filter}&Page={number + 1}&PageToken=PA{page[^1].Sid}") : null,
        });
    }

    private static bool Matches(SmsMessage message, IQueryCollection query) =>
        (!query.TryGetValue("To", out var to) || message.To == to) && (!query.TryGetValue("From", out var from) || message.From == from);

    private static bool Size(IQueryCollection query, out int size)
    {
        size = 50;
        return !query.TryGetValue("PageSize", out var text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size >= 1);
    }

    /// <summary>By day in GMT; a message that is not sent yet counts by its creation. Null when a date is none.</summary>
    private static List<Func<SmsMessage, bool>>? Days(IQueryCollection query)
    {
        var days = new List<Func<SmsMessage, bool>>();
        foreach (var (name, text) in query.Where(q => q.Key.StartsWith("DateSent", StringComparison.Ordinal)))
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
            days.Add(name switch
            {
                "DateSent<" => m => Day(m) <= day,
                "DateSent>" => m => Day(m) >= day,
                _ => m => Day(m) == day,
            });
        }
        return days;
    }

    private static DateOnly Day(SmsMessage message) => DateOnly.FromDateTime((message.Sent ?? message.Created).UtcDateTime);
}
