using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Vouchings;
using GraphQL;

namespace CyberVoisins.Server.Api;

internal sealed partial class Mutation
{
    /// <summary>A coordinator vouches for a volunteer.</summary>
    public static Task<Payload<Volunteer>> VouchForVolunteer(VouchForVolunteerInput input, [FromServices] Answer answer, [FromServices] VouchForVolunteer vouch, CancellationToken cancel) =>
        answer.To(() => vouch.Run(input, cancel));

    /// <summary>A coordinator renews the association's word for a volunteer, before or after it ran out, perhaps at a higher level.</summary>
    public static Task<Payload<Volunteer>> RenewVouching(VouchForVolunteerInput input, [FromServices] Answer answer, [FromServices] VouchForVolunteer vouch, CancellationToken cancel) =>
        answer.To(() => vouch.Renew(input, cancel));

    /// <summary>A coordinator changes what the association demands of its volunteers; it counts from the next neighbour who is looked for.</summary>
    public static Task<Payload<Association>> ChangeVouchingPolicy(VouchingPolicyInput input, [FromServices] Answer answer, [FromServices] ChangeVouchingPolicy change, CancellationToken cancel) =>
        answer.To(() => change.Run(input, cancel));

    /// <summary>A coordinator publishes a new version of the charter; volunteers who accepted the one before have 30 days.</summary>
    public static Task<Payload<Association>> PublishCharter(PublishCharterInput input, [FromServices] Answer answer, [FromServices] PublishCharter publish, CancellationToken cancel) =>
        answer.To(() => publish.Run(input, cancel));

    /// <summary>A volunteer accepts today's charter, or a coordinator writes down that they did.</summary>
    public static Task<Payload<Volunteer>> AcceptCharter(AcceptCharterInput input, [FromServices] Answer answer, [FromServices] AcceptCharter accept, CancellationToken cancel) =>
        answer.To(() => accept.Run(input, cancel));

    /// <summary>A volunteer, or a coordinator for them, names somebody who may be asked about the volunteer; three at most.</summary>
    public static Task<Payload<Volunteer>> AddReference(AddReferenceInput input, [FromServices] Answer answer, [FromServices] AddReference add, CancellationToken cancel) =>
        answer.To(() => add.Run(input, cancel));

    /// <summary>A coordinator called that person, and notes what came of it.</summary>
    public static Task<Payload<Volunteer>> RecordReference(RecordReferenceInput input, [FromServices] Answer answer, [FromServices] RecordReference record, CancellationToken cancel) =>
        answer.To(() => record.Run(input, cancel));

    /// <summary>The volunteer or a coordinator deletes such a person's name and number.</summary>
    /// <param name="referenceId">Of a reference of one's own, or of the association.</param>
    public static Task<Payload<Done>> RemoveReference(ReferenceId referenceId, [FromServices] Answer answer, [FromServices] RemoveReference remove, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await remove.Run(referenceId, cancel);
            return Done.Yes;
        });

    /// <summary>A coordinator writes down a guardian's consent for a volunteer under 18.</summary>
    public static Task<Payload<Volunteer>> RecordGuardianConsent(RecordGuardianConsentInput input, [FromServices] Answer answer, [FromServices] RecordGuardianConsent record, CancellationToken cancel) =>
        answer.To(() => record.Run(input, cancel));

    /// <summary>A guardian goes back on it: visits to come are cancelled and asked for again, and nothing more is asked of the volunteer.</summary>
    /// <param name="volunteerId">Of one of the association's volunteers.</param>
    public static Task<Payload<Volunteer>> WithdrawGuardianConsent(VolunteerId volunteerId, [FromServices] Answer answer, [FromServices] WithdrawGuardianConsent withdraw, CancellationToken cancel) =>
        answer.To(() => withdraw.Run(volunteerId, cancel));

    /// <summary>A coordinator notes that a volunteer showed the bulletin n° 3; refused unless the association decided to note it.</summary>
    public static Task<Payload<Volunteer>> RecordBulletin3(RecordBulletin3Input input, [FromServices] Answer answer, [FromServices] RecordBulletin3 record, CancellationToken cancel) =>
        answer.To(() => record.Run(input, cancel));
}
