using CyberVoisins.Core;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Visits;

/// <summary>What was done in a visit, for the person to read afterwards. Most volunteers report by an SMS of one word, and write this later.</summary>
/// <param name="VisitId">Of a visit that took place.</param>
/// <param name="Done">1 to 300 characters; never a password, a code or anything about health.</param>
public sealed record DescribeVisitInput(VisitId VisitId, string Done);

internal sealed class DescribeVisit(AppDb db, Transactions transactions, Access access)
{
    public const int Longest = 300;

    public Task<Visit> Run(DescribeVisitInput input, CancellationToken cancel)
    {
        var done = Check.Text(input.Done, "done", 1, Longest);
        return transactions.Run(async () =>
        {
            var (seen, by) = await access.Visit(input.VisitId, cancel);
            if (by == VisitParty.Resident) throw new Refusal(ErrorCode.Forbidden);
            await db.Lock(seen.RequestId, cancel);
            var visit = await db.Visits.SingleAsync(v => v.Id == input.VisitId, cancel);
            visit.Describe(done);
            return visit;
        }, cancel);
    }
}
