using CyberVoisins.Core;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;

namespace CyberVoisins.Server.Contacts;

/// <summary>As whom the caller acts on a visit: a contact who may cancel it stands in the person's place.</summary>
internal sealed class VisitSides(Access access, ContactAccess contacts)
{
    /// <exception cref="Refusal">NotFound.</exception>
    public async Task<VisitParty> Of(VisitId id, CancellationToken cancel) =>
        await contacts.MayCancel(id, cancel) ? VisitParty.Resident : (await access.Visit(id, cancel)).As;

    /// <summary>The resident's side, by whoever may act for them, or the association that writes down what they said.</summary>
    /// <exception cref="Refusal">NotFound; Forbidden for the volunteer.</exception>
    public async Task OfResident(VisitId id, CancellationToken cancel)
    {
        if (await Of(id, cancel) == VisitParty.Volunteer) throw new Refusal(ErrorCode.Forbidden);
    }
}
