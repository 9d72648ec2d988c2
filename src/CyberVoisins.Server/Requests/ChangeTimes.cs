using CyberVoisins.Core;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Requests;

/// <summary>Other times suit, before a visit is fixed.</summary>
/// <param name="RequestId">Of an open request.</param>
/// <param name="Windows">When it suits, 1 to 20, as in askForHelp.</param>
public sealed record ChangeTimesInput(RequestId RequestId, IReadOnlyList<TimeWindowInput> Windows);

/// <summary>By the resident, whoever asked for them, or a coordinator. What neighbours were asked is taken back in silence, and they may be asked again; where a visit is fixed, it moves (moveVisit).</summary>
internal sealed class ChangeTimes(AppDb db, Transactions transactions, CurrentUser user, Access access, AskNeighbours askNeighbours, TimeProvider clock)
{
    public async Task<HelpRequest> Run(ChangeTimesInput input, CancellationToken cancel)
    {
        await transactions.Run(async () =>
        {
            await db.Lock(input.RequestId, cancel);
            var request = await access.Request(input.RequestId, cancel);
            await db.RefuseRestricted(request.ResidentId, cancel);
            if (user.CoordinatorOf != request.AssociationId && request.TimesChanged >= MoveVisit.MostChanges) throw new Refusal(ErrorCode.TooManyChanges, "windows", MoveVisit.MostChanges);
            var notice = await db.Associations.AsNoTracking().Where(a => a.Id == request.AssociationId).Select(a => a.Policy).SingleAsync(cancel);
            request.ChangeTimes(Check.Windows(input.Windows, "windows", request.Minutes, clock.Now(), Duration.FromMinutes(notice.MinimumNoticeMinutes)), clock.Now());
            await db.Offers.Where(o => o.RequestId == request.Id).WithdrawOpen(cancel);
        }, cancel);
        await askNeighbours.Run(input.RequestId, cancel);
        return await db.Requests.AsNoTracking().SingleAsync(r => r.Id == input.RequestId, cancel);
    }
}
