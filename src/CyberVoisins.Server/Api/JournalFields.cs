using CyberVoisins.Core;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Journals;
using GraphQL;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>For the association: its journal, who did or read what about whom; names are those of people who were not erased. For an administrator who names none: the service's own.</summary>
    /// <param name="associationId">For administrators; a coordinator may leave it out.</param>
    /// <param name="residentId">Only lines about this resident.</param>
    /// <param name="volunteerId">Only lines about this volunteer.</param>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    public static Task<Page<JournalLine>> Journal(
        AssociationId? associationId, ResidentId? residentId, VolunteerId? volunteerId, int? first, string? after, [FromServices] Answer answer, [FromServices] ReadJournal read, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(read.Of(read.ChainOf(associationId), residentId, volunteerId), first, after, cancel));

    /// <summary>For the association: checks its whole journal. For an administrator who names none: the service's own.</summary>
    /// <param name="associationId">For administrators; a coordinator may leave it out.</param>
    [Costs(2_000)] // it reads the whole chain
    public static Task<JournalVerdict> JournalCheck(AssociationId? associationId, [FromServices] Answer answer, [FromServices] ReadJournal read, CancellationToken cancel) =>
        answer.Of(() => read.Check(read.ChainOf(associationId), null, cancel));
}
