using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Privacy;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>Everything that is kept about a resident: for the person, signed in by the code that an SMS brought, or for the association at its desk.</summary>
    /// <param name="residentId">Of a resident of the association, or of oneself.</param>
    [Costs(2_000)] // it reads every table
    public static Task<PersonalData> ResidentData(ResidentId residentId, [FromServices] Answer answer, [FromServices] ExportPerson export, CancellationToken cancel) =>
        answer.Of(() => export.Resident(residentId, cancel));

    /// <summary>The same about a volunteer.</summary>
    /// <param name="volunteerId">Of a volunteer of the association, or of oneself.</param>
    [Costs(2_000)] // it reads every table
    public static Task<PersonalData> VolunteerData(VolunteerId volunteerId, [FromServices] Answer answer, [FromServices] ExportPerson export, CancellationToken cancel) =>
        answer.Of(() => export.Volunteer(volunteerId, cancel));

    /// <summary>For the association: people without a sign for so long that they are erased within a month, unless keepResident or keepVolunteer keeps them; at most 100, the quietest first. Nothing is sent to them.</summary>
    [Costs(500)] // it looks at everybody
    public static Task<IReadOnlyList<QuietPerson>> GoingQuiet([FromServices] Answer answer, [FromServices] ReadGoingQuiet read, CancellationToken cancel) =>
        answer.Of(() => read.Run(cancel));
}

internal sealed partial class Mutation
{
    /// <summary>Corrects what is known of a resident: by the person, or by a coordinator on the person's word; a record that somebody wrote on their own word, by its author. What is left out stays.</summary>
    public static Task<Payload<Resident>> CorrectResident(CorrectResidentInput input, [FromServices] Answer answer, [FromServices] CorrectResident correct, CancellationToken cancel) =>
        answer.To(() => correct.Run(input, cancel));

    /// <summary>What is known of a resident is kept and not used until it is lifted: by the person, or by a coordinator on the person's word. Refused (STILL_ENGAGED) while a visit is planned.</summary>
    /// <param name="residentId">Of a resident of the association, or of oneself.</param>
    public static Task<Payload<Resident>> RestrictResident(ResidentId residentId, [FromServices] Answer answer, [FromServices] RestrictPerson restrict, CancellationToken cancel) =>
        answer.To(() => restrict.Resident(residentId, cancel));

    /// <summary>What is known of a resident is used again, and what waited is searched for.</summary>
    /// <param name="residentId">Of a resident of the association, or of oneself.</param>
    /// <param name="personInformed">The person was told first (GDPR, article 18, paragraph 3); must be true.</param>
    public static Task<Payload<Resident>> LiftResidentRestriction(ResidentId residentId, bool personInformed, [FromServices] Answer answer, [FromServices] RestrictPerson restrict, CancellationToken cancel) =>
        answer.To(() => restrict.LiftResident(residentId, personInformed, cancel));

    /// <summary>The same for a volunteer: nobody asks them anything meanwhile, and their open offers go to others.</summary>
    /// <param name="volunteerId">Of a volunteer of the association, or of oneself.</param>
    public static Task<Payload<Volunteer>> RestrictVolunteer(VolunteerId volunteerId, [FromServices] Answer answer, [FromServices] RestrictPerson restrict, CancellationToken cancel) =>
        answer.To(() => restrict.Volunteer(volunteerId, cancel));

    /// <summary>What is known of a volunteer is used again.</summary>
    /// <param name="volunteerId">Of a volunteer of the association, or of oneself.</param>
    /// <param name="personInformed">The person was told first (GDPR, article 18, paragraph 3); must be true.</param>
    public static Task<Payload<Volunteer>> LiftVolunteerRestriction(VolunteerId volunteerId, bool personInformed, [FromServices] Answer answer, [FromServices] RestrictPerson restrict, CancellationToken cancel) =>
        answer.To(() => restrict.LiftVolunteer(volunteerId, personInformed, cancel));

    /// <summary>A coordinator keeps a resident who went quiet: the time after which they are erased begins again.</summary>
    /// <param name="residentId">Of a resident of the association.</param>
    public static Task<Payload<Resident>> KeepResident(ResidentId residentId, [FromServices] Answer answer, [FromServices] KeepPerson keep, CancellationToken cancel) =>
        answer.To(() => keep.Resident(residentId, cancel));

    /// <summary>The same for a volunteer.</summary>
    /// <param name="volunteerId">Of a volunteer of the association.</param>
    public static Task<Payload<Volunteer>> KeepVolunteer(VolunteerId volunteerId, [FromServices] Answer answer, [FromServices] KeepPerson keep, CancellationToken cancel) =>
        answer.To(() => keep.Volunteer(volunteerId, cancel));

    /// <summary>For how long people are kept without a sign of them; whoever it newly concerns is listed for a month first.</summary>
    /// <param name="months">12 to 36 calendar months.</param>
    public static Task<Payload<Association>> SetForgetting(int months, [FromServices] Answer answer, [FromServices] SetForgetting set, CancellationToken cancel) =>
        answer.To(() => set.Run(months, cancel));

    /// <summary>Erases a resident, for ever: by the person, or by a coordinator on the person's word. Refused (STILL_ENGAGED) while a request, a visit or a case of worry is under way.</summary>
    /// <param name="residentId">Of a resident of the association, or of oneself.</param>
    public static Task<Payload<Erased>> EraseResident(ResidentId residentId, [FromServices] Answer answer, [FromServices] ErasePerson erase, CancellationToken cancel) =>
        answer.To(() => erase.Resident(residentId, cancel));

    /// <summary>Erases a volunteer in the same way.</summary>
    /// <param name="volunteerId">Of a volunteer of the association, or of oneself.</param>
    public static Task<Payload<Erased>> EraseVolunteer(VolunteerId volunteerId, [FromServices] Answer answer, [FromServices] ErasePerson erase, CancellationToken cancel) =>
        answer.To(() => erase.Volunteer(volunteerId, cancel));
}

internal sealed class PersonalDataType : ObjectGraphType<PersonalData>
{
    public PersonalDataType()
    {
        Name = nameof(PersonalData);
        Field(d => d.Json);
        Field(d => d.Page);
    }
}

internal sealed class QuietPersonType : ObjectGraphType<QuietPerson>
{
    public QuietPersonType()
    {
        Name = nameof(QuietPerson);
        Field(p => p.Kind).Description("Somebody who was helped, or who helps.");
        Field(p => p.ResidentId, nullable: true);
        Field(p => p.VolunteerId, nullable: true);
        Field(p => p.FirstName).Description("How they are called.");
        Field(p => p.LastSign);
        Field(p => p.ErasedOn);
    }
}

internal sealed class ErasedType : ObjectGraphType<Erased>
{
    public ErasedType()
    {
        Name = nameof(Erased);
        Field(e => e.Rows);
    }
}

internal sealed class ErasedPayload() : PayloadType<Erased, ErasedType>(nameof(ErasedPayload), "erased");
