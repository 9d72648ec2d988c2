using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Associations;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Drafts;
using CyberVoisins.Server.Ledger;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Pairs;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Rulesets;
using CyberVoisins.Server.Visits;
using CyberVoisins.Server.Voice;
using CyberVoisins.Server.Volunteers;
using GraphQL;
using NodaTime;

namespace CyberVoisins.Server.Api;

/// <summary>What can be done: one line for each use case. Each answers with a payload whose errors say what to put right.</summary>
internal sealed partial class Mutation
{
    /// <summary>An administrator creates an association and its territory.</summary>
    public static Task<Payload<Association>> CreateAssociation(CreateAssociationInput input, [FromServices] Answer answer, [FromServices] CreateAssociation create, CancellationToken cancel) =>
        answer.To(() => create.Run(input, cancel));

    /// <summary>A coordinator changes how volunteers are asked.</summary>
    public static Task<Payload<Association>> ChangePolicy(AskingPolicyInput input, [FromServices] Answer answer, [FromServices] ChangePolicy change, CancellationToken cancel) =>
        answer.To(() => change.Run(input, cancel));

    /// <summary>A coordinator says when a person answers the association's telephone.</summary>
    public static Task<Payload<Association>> SetOpeningHours(SetOpeningHoursInput input, [FromServices] Answer answer, [FromServices] SetOpeningHours set, CancellationToken cancel) =>
        answer.To(() => set.Run(input, cancel));

    /// <summary>A coordinator makes four new digits for a resident, to be told to that person: with them, the telephone reads out the person's own visits.</summary>
    /// <param name="residentId">Of a resident of the association.</param>
    public static Task<Payload<NewVoiceCode>> RenewVoiceCode(ResidentId residentId, [FromServices] Answer answer, [FromServices] RenewVoiceCode renew, CancellationToken cancel) =>
        answer.To(() => renew.Run(residentId, cancel));

    /// <summary>A coordinator writes down what people voted about the matching: a new version, public, that decides from now on.</summary>
    public static Task<Payload<Ruleset>> AdoptRules(AdoptRulesInput input, [FromServices] Answer answer, [FromServices] AdoptRules adopt, CancellationToken cancel) =>
        answer.To(() => adopt.Run(input, cancel));

    /// <summary>Somebody offers an hour a month, or a coordinator writes them down. Nothing is asked of them before the association vouches.</summary>
    public static Task<Payload<Volunteer>> SignUpVolunteer(SignUpVolunteerInput input, [FromServices] Answer answer, [FromServices] SignUpVolunteer signUp, CancellationToken cancel) =>
        answer.To(() => signUp.Run(input, cancel));

    /// <summary>The volunteer, or a coordinator, changes what the volunteer offers.</summary>
    public static Task<Payload<Volunteer>> UpdateVolunteer(UpdateVolunteerInput input, [FromServices] Answer answer, [FromServices] UpdateVolunteer update, CancellationToken cancel) =>
        answer.To(() => update.Run(input, cancel));

    /// <summary>A break: no more offers; visits already fixed stay. During a break it may be given another end.</summary>
    /// <param name="volunteerId">Of a volunteer.</param>
    /// <param name="until">When the break ends by itself, at most 366 days from now; by default only resumeVolunteer ends it.</param>
    public static Task<Payload<Volunteer>> PauseVolunteer(VolunteerId volunteerId, Instant? until, [FromServices] Answer answer, [FromServices] PauseVolunteer pause, CancellationToken cancel) =>
        answer.To(() => pause.Run(volunteerId, until, cancel));

    /// <summary>Back from a break.</summary>
    /// <param name="volunteerId">Of a volunteer.</param>
    public static Task<Payload<Volunteer>> ResumeVolunteer(VolunteerId volunteerId, [FromServices] Answer answer, [FromServices] PauseVolunteer pause, CancellationToken cancel) =>
        answer.To(() => pause.Resume(volunteerId, cancel));

    /// <summary>A coordinator sets a volunteer aside: offers are withdrawn, planned visits cancelled and asked for again.</summary>
    /// <param name="volunteerId">Of a volunteer.</param>
    public static Task<Payload<Volunteer>> SuspendVolunteer(VolunteerId volunteerId, [FromServices] Answer answer, [FromServices] SuspendVolunteer suspend, CancellationToken cancel) =>
        answer.To(() => suspend.Run(volunteerId, cancel));

    /// <summary>These two are never proposed to each other again; neither is told. By a coordinator, or by either of the two.</summary>
    public static Task<Payload<Done>> BlockPair(BlockPairInput input, [FromServices] Answer answer, [FromServices] BlockPair block, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await block.Run(input, cancel);
            return Done.Yes;
        });

    /// <summary>A coordinator lets two people meet again.</summary>
    /// <param name="volunteerId">Of a volunteer of the association.</param>
    /// <param name="residentId">Of a resident of the association.</param>
    public static Task<Payload<Done>> UnblockPair(VolunteerId volunteerId, ResidentId residentId, [FromServices] Answer answer, [FromServices] UnblockPair unblock, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await unblock.Run(volunteerId, residentId, cancel);
            return Done.Yes;
        });

    /// <summary>A coordinator corrects a volunteer's minutes, with a motive; the ledger keeps both.</summary>
    public static Task<Payload<Volunteer>> CorrectMinutes(CorrectMinutesInput input, [FromServices] Answer answer, [FromServices] CorrectMinutes correct, CancellationToken cancel) =>
        answer.To(() => correct.Run(input, cancel));

    /// <summary>A resident, a relative or a coordinator asks for help; the first neighbours are asked at once.</summary>
    public static Task<Payload<HelpRequest>> AskForHelp(AskForHelpInput input, [FromServices] Answer answer, [FromServices] AskForHelp ask, CancellationToken cancel) =>
        answer.To(() => ask.Run(input, cancel));

    /// <summary>Help is no longer wanted.</summary>
    /// <param name="requestId">Of a request.</param>
    public static Task<Payload<HelpRequest>> CancelRequest(RequestId requestId, [FromServices] Answer answer, [FromServices] CancelRequest cancelRequest, CancellationToken cancel) =>
        answer.To(() => cancelRequest.Run(requestId, cancel));

    /// <summary>A coordinator starts the search again from the association's list, perhaps at other times.</summary>
    public static Task<Payload<HelpRequest>> SearchAgain(SearchAgainInput input, [FromServices] Answer answer, [FromServices] SearchAgain search, CancellationToken cancel) =>
        answer.To(() => search.Run(input, cancel));

    /// <summary>A coordinator chooses whom to ask, whatever the ranking says.</summary>
    public static Task<Payload<Offer>> OfferToVolunteer(OfferToVolunteerInput input, [FromServices] Answer answer, [FromServices] OfferToVolunteer offer, CancellationToken cancel) =>
        answer.To(() => offer.Run(input, cancel));

    /// <summary>The volunteer who was asked says yes.</summary>
    /// <param name="offerId">Of an offer made to the caller.</param>
    public static Task<Payload<Acceptance>> AcceptOffer(OfferId offerId, [FromServices] Answer answer, [FromServices] Access access, [FromServices] AcceptOffer accept, CancellationToken cancel) =>
        answer.To(async () => await accept.Run((await access.OwnOffer(offerId, cancel)).Id, bySms: false, cancel));

    /// <summary>The volunteer who was asked says no; the next one is asked at once.</summary>
    /// <param name="offerId">Of an offer made to the caller.</param>
    public static Task<Payload<Offer>> DeclineOffer(OfferId offerId, [FromServices] Answer answer, [FromServices] Access access, [FromServices] DeclineOffer decline, CancellationToken cancel) =>
        answer.To(async () => await decline.Run((await access.OwnOffer(offerId, cancel)).Id, cancel));

    /// <summary>The volunteer or a coordinator says what became of a visit.</summary>
    public static Task<Payload<Visit>> ReportVisit(ReportVisitInput input, [FromServices] Answer answer, [FromServices] Access access, [FromServices] ReportVisit report, CancellationToken cancel) =>
        answer.To(async () => (await access.Visit(input.VisitId, cancel)).As == VisitParty.Resident
            ? throw new Refusal(ErrorCode.Forbidden)
            : await report.Run(input, cancel));

    /// <summary>A coordinator asks for the plan of a month; nobody is asked anything before a person accepts it.</summary>
    public static Task<Payload<Plan>> ProposePlan(ProposePlanInput input, [FromServices] Answer answer, [FromServices] ProposePlan propose, CancellationToken cancel) =>
        answer.To(() => propose.Run(input, cancel));

    /// <summary>A person changes a proposed plan by hand, and sees what that costs whom.</summary>
    public static Task<Payload<PlanChanged>> ChangePlan(ChangePlanInput input, [FromServices] Answer answer, [FromServices] ChangePlan change, CancellationToken cancel) =>
        answer.To(() => change.Run(input, cancel));

    /// <summary>A person accepts a plan: now the neighbours are asked, and each is free to say no. A plan of the same month that was accepted before asks nobody any more: it is SUPERSEDED.</summary>
    /// <param name="planId">Of a proposed plan.</param>
    public static Task<Payload<Plan>> AcceptPlan(PlanId planId, [FromServices] Answer answer, [FromServices] AcceptPlan accept, CancellationToken cancel) =>
        answer.To(() => accept.Run(planId, cancel));

    /// <summary>A plan that is not wanted; one under way stops being computed.</summary>
    /// <param name="planId">Of a plan that is computed or proposed.</param>
    public static Task<Payload<Plan>> DiscardPlan(PlanId planId, [FromServices] Answer answer, [FromServices] DiscardPlan discard, CancellationToken cancel) =>
        answer.To(() => discard.Run(planId, cancel));

    /// <summary>A person asks that somebody looks again at a decision about them.</summary>
    public static Task<Payload<ContestOfDecision>> ContestDecision(ContestDecisionInput input, [FromServices] Answer answer, [FromServices] ContestDecision contest, CancellationToken cancel) =>
        answer.To(() => contest.Run(input, cancel));

    /// <summary>A coordinator looked again, and answers; the person is told.</summary>
    public static Task<Payload<ContestOfDecision>> AnswerContest(AnswerContestInput input, [FromServices] Answer answer, [FromServices] AnswerContest close, CancellationToken cancel) =>
        answer.To(() => close.Run(input, cancel));

    /// <summary>A coordinator called somebody back, and completes what they had said into a request; the first neighbours are asked at once.</summary>
    public static Task<Payload<DraftRequest>> CompleteDraft(CompleteDraftInput input, [FromServices] Answer answer, [FromServices] CompleteDraft complete, CancellationToken cancel) =>
        answer.To(() => complete.Run(input, cancel));

    /// <summary>There is nothing to do about a draft; the motive says why.</summary>
    public static Task<Payload<DraftRequest>> DismissDraft(DismissDraftInput input, [FromServices] Answer answer, [FromServices] DismissDraft dismiss, CancellationToken cancel) =>
        answer.To(() => dismiss.Run(input, cancel));

    /// <summary>An administrator gives a draft of nobody's to the association that is near.</summary>
    public static Task<Payload<DraftRequest>> PassDraft(PassDraftInput input, [FromServices] Answer answer, [FromServices] PassDraft pass, CancellationToken cancel) =>
        answer.To(() => pass.Run(input, cancel));

    /// <summary>A coordinator made a call of the call list.</summary>
    /// <param name="messageId">Of a message of the call list.</param>
    public static Task<Payload<Message>> MarkCalled(MessageId messageId, [FromServices] Answer answer, [FromServices] MarkCalled mark, CancellationToken cancel) =>
        answer.To(() => mark.Run(messageId, cancel));
}
