using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Vouchings;

/// <summary>A coordinator publishes another charter: what the association adds to the text that all share. Every volunteer is asked to accept it.</summary>
/// <param name="Additions">At most 20 rules of at most 300 characters each; none takes back what was added before.</param>
public sealed record PublishCharterInput(IReadOnlyList<string> Additions);

internal sealed class PublishCharter(AppDb db, Transactions transactions, CurrentUser user, CharterWords words, TimeProvider clock)
{
    public Task<Association> Run(PublishCharterInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        var additions = string.Join('\n', Check.List(input.Additions, "additions", 0, 20).Select((line, i) => Check.Text(line, $"additions.{i}", 1, 300)));
        if (additions.Length > Charters.LongestAdditions) throw new Refusal(ErrorCode.InvalidText, "additions", 0, Charters.LongestAdditions);
        return transactions.Run(async () =>
        {
            // Two that publish at once make two versions: the key of the second is refused, and it is tried again.
            var association = await db.Associations.SingleAsync(a => a.Id == id, cancel);
            var charter = new Charter
            {
                AssociationId = id, Version = association.CharterVersion + 1, Base = Charter.BaseVersion, Additions = additions,
                PublishedAt = clock.Now(), ByUserId = user.UserId,
            };
            db.Charters.Add(charter);
            association.PublishCharter(charter);
            var asked = await db.Volunteers.AsNoTracking().Where(v => v.AssociationId == id && (v.State == VolunteerState.Vouched || v.State == VolunteerState.Paused)).ToListAsync(cancel);
            await words.Ask(asked, association, cancel);
            return association;
        }, cancel);
    }
}
