using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Vouchings;

/// <summary>A volunteer accepts the charter, or a coordinator writes down that they did.</summary>
/// <param name="VolunteerId">Of a volunteer.</param>
/// <param name="Version">The version that was read: today's, or nothing is accepted.</param>
/// <param name="Channel">By a coordinator: PAPER, DESK or VOICE. A volunteer leaves it out.</param>
/// <param name="On">By a coordinator: the day of the signature; by default today.</param>
public sealed record AcceptCharterInput(VolunteerId VolunteerId, int Version, ConsentChannel? Channel, LocalDate? On);

internal sealed class AcceptCharter(AppDb db, Transactions transactions, Access access, CurrentUser user, Charters charters, TimeProvider clock)
{
    public Task<Volunteer> Run(AcceptCharterInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        await db.Lock(input.VolunteerId, cancel);
        var volunteer = await access.Volunteer(input.VolunteerId, cancel);
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == volunteer.AssociationId, cancel);
        if (input.Version != association.CharterVersion) throw new Refusal(ErrorCode.CharterOutdated, "version", association.CharterVersion);
        var today = clock.Now().InZone(association.Zone).Date;
        // Whoever coordinates and helps accepts for themselves: nobody signs another's paper under their own name.
        if (volunteer.UserId == user.UserId)
        {
            if (input.Channel is not (null or ConsentChannel.Web)) throw new Refusal(ErrorCode.Forbidden, "channel");
            await charters.Accept(volunteer, association, ConsentChannel.Web, today, null, cancel);
            return volunteer;
        }
        if (input.Channel is not (ConsentChannel.Paper or ConsentChannel.Desk or ConsentChannel.Voice)) throw new Refusal(ErrorCode.ChannelNeeded, "channel");
        await charters.Accept(volunteer, association, input.Channel.Value, Check.NotLater(input.On ?? today, today, "on"), user.UserId, cancel);
        return volunteer;
    }, cancel);
}
