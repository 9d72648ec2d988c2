using CyberVoisins.Core;
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
}

internal sealed partial class Mutation
{
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

internal sealed class ErasedType : ObjectGraphType<Erased>
{
    public ErasedType()
    {
        Name = nameof(Erased);
        Field(e => e.Rows);
    }
}

internal sealed class ErasedPayload() : PayloadType<Erased, ErasedType>(nameof(ErasedPayload), "erased");
