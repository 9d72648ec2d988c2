using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Duplicates;

/// <summary>Two who look alike are two people: two residents, or two volunteers.</summary>
/// <param name="ResidentIds">Two of the association's, or none.</param>
/// <param name="VolunteerIds">Two of the association's, or none.</param>
public sealed record KeepApartInput(IReadOnlyList<ResidentId>? ResidentIds, IReadOnlyList<VolunteerId>? VolunteerIds);

/// <summary>They are not suggested again. Said twice is once.</summary>
internal sealed class KeepApart(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task Run(KeepApartInput input, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var (residents, volunteers) = (input.ResidentIds?.Distinct().ToList() ?? [], input.VolunteerIds?.Distinct().ToList() ?? []);
            if (await db.Residents.CountAsync(r => residents.Contains(r.Id) && r.AssociationId == association, cancel) != residents.Count) throw new Refusal(ErrorCode.NotFound, "residentIds");
            if (await db.Volunteers.CountAsync(v => volunteers.Contains(v.Id) && v.AssociationId == association, cancel) != volunteers.Count) throw new Refusal(ErrorCode.NotFound, "volunteerIds");
            if ((residents.Count, volunteers.Count) is not ((2, 0) or (0, 2))) throw new Refusal(ErrorCode.InvalidList, residents.Count > 0 ? "residentIds" : "volunteerIds", 2, 2);
            var (first, second) = residents.Count == 2 ? Ordered(residents[0].Value, residents[1].Value) : Ordered(volunteers[0].Value, volunteers[1].Value);
            if (await db.KeptApart.AnyAsync(a => a.FirstId == first && a.SecondId == second, cancel)) return;
            db.KeptApart.Add(new() { AssociationId = association, FirstId = first, SecondId = second, ByUserId = user.RequireSignedIn(), At = clock.Now() });
        }, cancel, ring: false);
    }

    public static (Guid First, Guid Second) Ordered(Guid a, Guid b) => a.CompareTo(b) <= 0 ? (a, b) : (b, a);
}
