using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Scams;
using CyberVoisins.Server.Worries;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>For the association: what people reported that is wrong.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    /// <param name="state">Only these; OPEN waits for somebody to look.</param>
    public static Task<Page<WorryCase>> WorryCases(int? first, string? after, WorryState? state, [FromServices] Answer answer, [FromServices] WorryCases cases, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(cases.Mine.Where(c => state == null || c.State == state), first, after, cancel));

    /// <summary>One case of the association, or null.</summary>
    /// <param name="id">Of a case.</param>
    public static Task<WorryCase?> WorryCase(WorryCaseId id, [FromServices] Answer answer, [FromServices] WorryCases cases, CancellationToken cancel) =>
        answer.Of(() => cases.Mine.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel));
}

internal sealed partial class Mutation
{
    /// <summary>Something is wrong. The two do not meet again, their visits to come are cancelled, a person of the association is told at once; the other of the two learns neither who nor why.</summary>
    public static Task<Payload<WorryReceived>> ReportWorry(ReportWorryInput input, [FromServices] Answer answer, [FromServices] ReportWorry report, CancellationToken cancel) =>
        answer.To(() => report.Run(input, cancel));

    /// <summary>A coordinator writes down, in a case, what they did or heard: from then on it is followed.</summary>
    public static Task<Payload<WorryCase>> NoteWorry(NoteWorryInput input, [FromServices] Answer answer, [FromServices] NoteWorry note, CancellationToken cancel) =>
        answer.To(() => note.Run(input, cancel));

    /// <summary>A coordinator says between whom a case is, and keeps the two apart.</summary>
    public static Task<Payload<WorryCase>> SeparatePair(SeparatePairInput input, [FromServices] Answer answer, [FromServices] SeparateWorriedPair separate, CancellationToken cancel) =>
        answer.To(() => separate.Run(input, cancel));

    /// <summary>A coordinator read a text that sounds like a swindle, and did what it needs.</summary>
    /// <param name="flagId">Of one of needsPerson, SCAM_WORDS.</param>
    public static Task<Payload<Types.Done>> MarkScamSeen(ScamFlagId flagId, [FromServices] Answer answer, [FromServices] MarkScamSeen mark, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await mark.Run(flagId, cancel);
            return Types.Done.Yes;
        });

    /// <summary>A coordinator closes a case, and says what was found; perhaps the two may meet again.</summary>
    public static Task<Payload<WorryCase>> CloseWorry(CloseWorryInput input, [FromServices] Answer answer, [FromServices] CloseWorry close, CancellationToken cancel) =>
        answer.To(() => close.Run(input, cancel));
}
