using CyberVoisins.Core;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Privacy;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>Everything that is kept about one person: for the person, signed in by the code that an SMS brought, or for the association at its desk.</summary>
    /// <param name="residentId">Either this…</param>
    /// <param name="volunteerId">…or this.</param>
    [Costs(2_000)] // it reads every table
    public static Task<PersonalData> PersonalData(ResidentId? residentId, VolunteerId? volunteerId, [FromServices] Answer answer, [FromServices] ExportPerson export, CancellationToken cancel) =>
        answer.Of(() => export.Run(residentId, volunteerId, cancel));
}

internal sealed partial class Mutation
{
    /// <summary>Erases a person, for ever: by the person, or by a coordinator on the person's word. Refused (STILL_ENGAGED) while a request, a visit or a case of worry is under way.</summary>
    /// <param name="residentId">Either this…</param>
    /// <param name="volunteerId">…or this.</param>
    public static Task<Payload<Erased>> ErasePerson(ResidentId? residentId, VolunteerId? volunteerId, [FromServices] Answer answer, [FromServices] ErasePerson erase, CancellationToken cancel) =>
        answer.To(() => erase.Run(residentId, volunteerId, cancel));
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
