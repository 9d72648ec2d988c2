using CyberVoisins.Core;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Visits;
using GraphQL;

namespace CyberVoisins.Server.Api;

internal sealed partial class Mutation
{
    /// <summary>A coordinator moves a visit after speaking with both; or the resident, or who acts for them, says when it suits instead.</summary>
    public static Task<Payload<Visit>> MoveVisit(MoveVisitInput input, [FromServices] Answer answer, [FromServices] VisitSides sides, [FromServices] MoveVisit move, CancellationToken cancel) =>
        answer.To(async () => await move.Run(input, await sides.Of(input.VisitId, cancel), cancel));

    /// <summary>Other times suit, before a visit is fixed: the neighbours are asked anew. By the resident, whoever asked for them, or a coordinator.</summary>
    public static Task<Payload<HelpRequest>> ChangeTimes(ChangeTimesInput input, [FromServices] Answer answer, [FromServices] ChangeTimes change, CancellationToken cancel) =>
        answer.To(() => change.Run(input, cancel));

    /// <summary>Somebody cannot come: the resident, or a contact who may cancel, the volunteer or the association.</summary>
    public static Task<Payload<Visit>> CancelVisit(CancelVisitInput input, [FromServices] Answer answer, [FromServices] VisitSides sides, [FromServices] CancelVisit cancelVisit, CancellationToken cancel) =>
        answer.To(async () => await cancelVisit.Run(input.VisitId, await sides.Of(input.VisitId, cancel), input.AskAgain, cancel));

    /// <summary>The resident, or who acts for them, says whether the visit took place.</summary>
    public static Task<Payload<Visit>> ConfirmVisit(ConfirmVisitInput input, [FromServices] Answer answer, [FromServices] ConfirmVisit confirm, CancellationToken cancel) =>
        answer.To(() => confirm.Run(input, cancel));

    /// <summary>The resident, or who acts for them, thanks the volunteer after a visit: once a visit, by SMS and on the volunteer's page.</summary>
    public static Task<Payload<Visit>> ThankVolunteer(ThankVolunteerInput input, [FromServices] Answer answer, [FromServices] ThankVolunteer thank, CancellationToken cancel) =>
        answer.To(() => thank.Run(input, cancel));

    /// <summary>A coordinator spoke with both about a visit of which they say different things, or for which somebody waited in vain.</summary>
    /// <param name="visitId">Of one of needsPerson, VISIT_WORD.</param>
    public static Task<Payload<Visit>> SettleVisitWord(VisitId visitId, [FromServices] Answer answer, [FromServices] SettleVisitWord settle, CancellationToken cancel) =>
        answer.To(() => settle.Run(visitId, cancel));
}
