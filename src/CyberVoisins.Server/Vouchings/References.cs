using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Vouchings;

/// <summary>A volunteer, or a coordinator for them, names somebody who knows them and agreed to be called.</summary>
/// <param name="VolunteerId">Of a volunteer.</param>
/// <param name="Name">1 to 80 characters.</param>
/// <param name="Knows">How they know the volunteer ("ma voisine depuis dix ans"), 1 to 80 characters.</param>
/// <param name="Phone">Where they may be called.</param>
public sealed record AddReferenceInput(VolunteerId VolunteerId, string Name, string Knows, string Phone);

/// <summary>A coordinator called somebody about a volunteer. What was said is not written down, only what came of it.</summary>
/// <param name="ReferenceId">Of a reference of one of the association's volunteers.</param>
/// <param name="Outcome">UNREACHABLE, RECOMMENDS or DOES_NOT_RECOMMEND.</param>
public sealed record RecordReferenceInput(ReferenceId ReferenceId, ReferenceOutcome Outcome);

internal sealed class AddReference(AppDb db, Transactions transactions, Access access, Phones phones, TimeProvider clock)
{
    /// <summary>More would be a list of somebody's friends.</summary>
    private const int Most = 3;

    public Task<Volunteer> Run(AddReferenceInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        await db.Lock(input.VolunteerId, cancel);
        var volunteer = await access.Volunteer(input.VolunteerId, cancel);
        if (await db.References.CountAsync(r => r.VolunteerId == volunteer.Id, cancel) >= Most) throw new Refusal(ErrorCode.InvalidList, "volunteerId", 0, Most);
        db.References.Add(new()
        {
            Id = clock.NewId<ReferenceId>(), VolunteerId = volunteer.Id, AssociationId = volunteer.AssociationId, Name = Check.Text(input.Name, "name", 1, 80),
            Knows = Check.Text(input.Knows, "knows", 1, 80), Phone = phones.ParseAny(input.Phone, "phone"), CreatedAt = clock.Now(),
        });
        return volunteer;
    }, cancel);
}

internal sealed class RecordReference(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task<Volunteer> Run(RecordReferenceInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        if (input.Outcome == ReferenceOutcome.Waiting) throw new Refusal(ErrorCode.InvalidTransition, "outcome", input.Outcome.ToString().ToUpperInvariant());
        return transactions.Run(async () =>
        {
            var reference = await db.References.SingleOrDefaultAsync(r => r.Id == input.ReferenceId && r.AssociationId == id, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "referenceId");
            reference.Asked(input.Outcome, user.RequireSignedIn(), clock.Now());
            return await db.Volunteers.AsNoTracking().SingleAsync(v => v.Id == reference.VolunteerId, cancel);
        }, cancel);
    }
}

/// <summary>The third person, the volunteer or the association no longer wants the name kept: it is deleted. The level that the association gave stays.</summary>
internal sealed class RemoveReference(AppDb db, Transactions transactions, Access access, CurrentUser user)
{
    public Task Run(ReferenceId id, CancellationToken cancel) => transactions.Run(async () =>
    {
        user.RequireSignedIn();
        var reference = await db.References.SingleOrDefaultAsync(r => r.Id == id && access.Volunteers.Any(v => v.Id == r.VolunteerId), cancel)
            ?? throw new Refusal(ErrorCode.NotFound, "referenceId");
        db.References.Remove(reference);
    }, cancel);
}
