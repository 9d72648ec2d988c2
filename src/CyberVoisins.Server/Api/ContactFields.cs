using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Visits;
using GraphQL;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>What information about a resident is used for, and what may be refused: read before any consent.</summary>
    public static IEnumerable<PurposeText> Purposes() => Enum.GetValues<ConsentPurpose>().Select(purpose => new PurposeText(purpose));

    /// <summary>For a relative or guardian: whom they speak for, what they may do, and the visits to come of each.</summary>
    public static Task<IReadOnlyList<SpokenFor>> SpokenFor([FromServices] Answer answer, [FromServices] ReadSpokenFor read, CancellationToken cancel) =>
        answer.Of(() => read.Run(cancel));
}

internal sealed partial class Mutation
{
    /// <summary>The person, or a coordinator with the person's agreement, says who may speak for them; five at most. Said again of the same number, it replaces what was said.</summary>
    public static Task<Payload<Resident>> AddContact(AddContactInput input, [FromServices] Answer answer, [FromServices] AddContact add, CancellationToken cancel) =>
        answer.To(() => add.Run(input, cancel));

    /// <summary>Somebody no longer speaks for a resident: by the person, a coordinator, or that contact.</summary>
    /// <param name="contactId">Of a contact.</param>
    public static Task<Payload<Done>> EndContact(ContactId contactId, [FromServices] Answer answer, [FromServices] EndContact end, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await end.Run(contactId, cancel);
            return Done.Yes;
        });

    /// <summary>The person agrees to a use of their information, or a coordinator writes down how they did.</summary>
    public static Task<Payload<Resident>> GiveConsent(GiveConsentInput input, [FromServices] Answer answer, [FromServices] GiveConsent give, CancellationToken cancel) =>
        answer.To(() => give.Run(input, cancel));

    /// <summary>The person takes a consent back; what was built on it ends at once.</summary>
    public static Task<Payload<Resident>> WithdrawConsent(WithdrawConsentInput input, [FromServices] Answer answer, [FromServices] WithdrawConsent withdraw, CancellationToken cancel) =>
        answer.To(() => withdraw.Run(input, cancel));

    /// <summary>After a visit that took place, the volunteer (or the association) writes what was done; the resident reads it.</summary>
    public static Task<Payload<Core.Visits.Visit>> DescribeVisit(DescribeVisitInput input, [FromServices] Answer answer, [FromServices] DescribeVisit describe, CancellationToken cancel) =>
        answer.To(() => describe.Run(input, cancel));
}
