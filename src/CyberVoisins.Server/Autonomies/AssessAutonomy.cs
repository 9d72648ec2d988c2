using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Autonomies;

/// <summary>A person answers the six questions, alone or at the desk.</summary>
/// <param name="ResidentId">Of a resident of the association, for a coordinator; left out by a person for themselves.</param>
/// <param name="Answers">Six, in the order of autonomyQuestions.</param>
public sealed record AssessAutonomyInput(ResidentId? ResidentId, IReadOnlyList<AutonomyAnswer> Answers);

internal sealed class AssessAutonomy(AppDb db, Transactions transactions, CurrentUser user, ProposeEndings endings, TimeProvider clock)
{
    /// <summary>Somebody who changes their mind may say so; a machine may not fill the table.</summary>
    private const int MostADay = 5;

    public Task<AutonomyAssessment> Run(AssessAutonomyInput input, CancellationToken cancel)
    {
        var me = user.RequireSignedIn();
        if (input.Answers.Count != AutonomyScale.Questions.Count) throw new Refusal(ErrorCode.InvalidList, "answers", AutonomyScale.Questions.Count, AutonomyScale.Questions.Count);
        return transactions.Run(async () =>
        {
            var resident = await Who(input.ResidentId, me, cancel);
            await db.RefuseRestricted(resident.Id, cancel);
            var now = clock.Now();
            var since = now - Duration.FromDays(1);
            if (await db.Assessments.CountAsync(a => a.ResidentId == resident.Id && a.At > since, cancel) >= MostADay) throw new Refusal(ErrorCode.TooManyAttempts);
            var assessment = new AutonomyAssessment
            {
                Id = clock.NewId<AssessmentId>(), AssociationId = resident.AssociationId, ResidentId = resident.Id, Answers = [.. input.Answers],
                Points = AutonomyScale.Points(input.Answers), Level = AutonomyScale.LevelOf(input.Answers),
                Channel = user.CoordinatorOf == resident.AssociationId ? RequestChannel.Desk : RequestChannel.Web, ByUserId = me, At = now,
            };
            db.Assessments.Add(assessment);
            await endings.AfterAssessment(assessment, cancel);
            return assessment;
        }, cancel);
    }

    /// <summary>A coordinator's resident, or the caller themselves: never somebody who only asked for another.</summary>
    private async Task<Resident> Who(ResidentId? id, Guid me, CancellationToken cancel)
    {
        var tenant = user.CoordinatorOf;
        var found = id is { } named
            ? await db.Residents.AsNoTracking().SingleOrDefaultAsync(r => r.Id == named && (r.AssociationId == tenant || (r.UserId == me && r.AddedByUserId == null)), cancel)
            : await db.Residents.AsNoTracking().Where(r => r.UserId == me && r.AddedByUserId == null).OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(cancel);
        return found ?? throw new Refusal(ErrorCode.NotFound, "residentId");
    }
}
