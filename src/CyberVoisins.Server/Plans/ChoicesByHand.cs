using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Server.Plans;

/// <summary>What people decided about pairs of a plan, as far as it still holds.</summary>
internal static class ChoicesByHand
{
    /// <summary>The last word about each pair; of two neighbours forced on one request, the last.</summary>
    /// <param name="written">In the order in which it was decided.</param>
    /// <param name="more">Decided after those, and not yet written.</param>
    public static IReadOnlyList<BookedChoice> InForce(IEnumerable<PlanDecision> written, params IEnumerable<(RequestId Request, VolunteerId Volunteer, PairChoice Choice)> more)
    {
        List<BookedChoice> inForce = [];
        foreach (var (request, volunteer, choice) in written.Select(d => (d.RequestId, d.VolunteerId, d.Choice)).Concat(more))
        {
            inForce.RemoveAll(d => d.Request == request && (d.Volunteer == volunteer || (choice == PairChoice.Force && d.IsForced)));
            if (choice != PairChoice.Free) inForce.Add(new(request, volunteer, choice == PairChoice.Force));
        }
        return inForce;
    }
}
