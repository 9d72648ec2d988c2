using System.Globalization;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Residents;

/// <summary>
/// The association's people, for whoever works at its desk. A number is found by its seal, which is the same each time. A name is sealed anew each time, and
/// SQL cannot look for it: names of the association are opened here, at most <see cref="MostOpened"/> at a question, the newest first, and compared;
/// where there are more, the page says that there is a next one, and its cursor goes on from there.
/// </summary>
internal sealed class ReadResidents(AppDb db, CurrentUser user, Phones phones)
{
    public const int MostOpened = 5_000;
    private const int LongestSearch = 80;

    /// <param name="search">The beginnings of a first name's words, or a whole telephone number: their own, their second one, a relative's or a contact's.</param>
    public async Task<Page<Resident>> Run(string? search, int? first, string? after, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        var all = db.Residents.Where(r => r.AssociationId == association && r.ErasedAt == null);
        if (string.IsNullOrWhiteSpace(search)) return await Pages.Of(all, first, after, cancel);
        var text = Check.Text(search, "search", 1, LongestSearch);
        // Digits and no letter: a number that is typed wrongly finds nobody, and is told so.
        if (text.Any(char.IsDigit) && !text.Any(char.IsLetter))
        {
            var phone = phones.ParseAny(text, "search");
            return await Pages.Of(all.Where(r => r.Phone == phone || r.OtherPhone == phone || r.RelativePhone == phone
                || db.Contacts.Any(c => c.ResidentId == r.Id && c.Phone == phone && c.EndedAt == null)), first, after, cancel);
        }
        return await ByName(all, PlainText.Words(text), PageArguments.Of(first, after), cancel);
    }

    private static async Task<Page<Resident>> ByName(IQueryable<Resident> all, IReadOnlyList<string> words, PageArguments page, CancellationToken cancel)
    {
        var rest = all;
        if (page.After is { } position)
        {
            var from = Guid.TryParse(position, CultureInfo.InvariantCulture, out var guid) ? new ResidentId(guid) : throw PageArguments.InvalidCursor();
            rest = all.Where(r => r.Id < from);
        }
        var opened = await rest.AsNoTracking().OrderByDescending(r => r.Id).Take(MostOpened).Select(r => new { r.Id, r.FirstName }).ToListAsync(cancel);
        var found = opened.Where(r => Fits(words, r.FirstName)).Select(r => r.Id).Take(page.Fetch).ToList();
        var people = await all.AsNoTracking().Where(r => found.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        var shown = Page.From([.. found.Where(people.ContainsKey).Select(id => people[id])], page, r => r.Id.ToString());
        // Not everybody was looked at: the next page begins after the last who was.
        return shown.PageInfo.HasNextPage || opened.Count < MostOpened ? shown
            : shown with { PageInfo = shown.PageInfo with { HasNextPage = true, EndCursor = Cursor.Of(opened[^1].Id.ToString()) } };
    }

    private static bool Fits(IReadOnlyList<string> words, string name) =>
        words.Count > 0 && PlainText.Words(name) is var known && words.All(word => known.Any(k => k.StartsWith(word, StringComparison.Ordinal)));
}
