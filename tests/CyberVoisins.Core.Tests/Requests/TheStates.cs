using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;

namespace CyberVoisins.Core.Tests.Requests;

public sealed class TheStates
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    private static HelpRequest Request() => new()
    {
        Id = default, AssociationId = default, ResidentId = default, Author = RequestAuthor.Resident, Channel = RequestChannel.Desk, AuthorUserId = default,
        Category = HelpCategory.Email, Sentence = "…", Minutes = 30, Place = new Place("", "75117", new Coordinates(48.9, 2.3), PlacePrecision.Given),
        Modes = [MeetingMode.AtHome], Windows = [], Language = "fr", Constraints = [], CreatedAt = Now, SearchSince = Now,
    };

    private static readonly Dictionary<string, Action<HelpRequest>> RequestMoves = new()
    {
        ["wave"] = r => r.StartWave(1_000), ["book"] = r => r.Book(Now), ["escalate"] = r => r.Escalate(EscalationReason.NobodySaidYes, Now),
        ["reopen"] = r => r.Reopen(Now), ["again"] = r => r.SearchAgain(null, Now), ["fulfil"] = r => r.Fulfil(Now), ["cancel"] = r => r.Cancel(Now),
    };

    [Theory]
    [InlineData("", "wave book escalate cancel")]
    [InlineData("book", "escalate reopen fulfil cancel")]
    [InlineData("escalate", "book again cancel")]
    [InlineData("book fulfil", "")]
    [InlineData("cancel", "")]
    public void A_request_goes_only_where_the_story_goes(string path, string possible)
    {
        foreach (var (name, move) in RequestMoves)
        {
            var request = Request();
            foreach (var step in path.Split(' ', StringSplitOptions.RemoveEmptyEntries)) RequestMoves[step](request);
            if (possible.Split(' ').Contains(name)) move(request);
            else Assert.Throws<InvalidTransitionException>(() => move(request));
        }
    }

    [Fact]
    public void An_offer_expires_only_when_it_is_time_and_a_late_yes_still_counts()
    {
        var offer = new Offer
        {
            Id = default, AssociationId = default, RequestId = default, VolunteerId = default, Code = "4821", Wave = 1, Mode = MeetingMode.AtHome,
            Start = Now + Duration.FromDays(2), Minutes = 30, DistanceMetres = 100, Rank = 1, Points = "", CreatedAt = Now, ExpiresAt = Now + Duration.FromHours(12),
        };
        Assert.Throws<InvalidTransitionException>(() => offer.Expire(Now + Duration.FromHours(12) - Duration.Epsilon));
        offer.Expire(Now + Duration.FromHours(12));
        offer.Accept(Now + Duration.FromHours(13));
        Assert.Equal(OfferState.Accepted, offer.State);
        Assert.Throws<InvalidTransitionException>(() => offer.Decline(Now));
        Assert.Throws<InvalidTransitionException>(offer.Withdraw);
    }

    [Fact]
    public void A_visit_is_not_reported_before_it_starts_nor_cancelled_after()
    {
        var visit = new Visit
        {
            Id = default, AssociationId = default, RequestId = default, OfferId = default, VolunteerId = default, ResidentId = default,
            Mode = MeetingMode.AtHome, CodeWord = "TULIPE", Code = "4821", Minutes = 30, CreatedAt = Now, Start = Now + Duration.FromHours(1),
        };
        Assert.Throws<InvalidTransitionException>(() => visit.Complete(30, 30, Now));
        Assert.Throws<InvalidTransitionException>(() => visit.ReportNoShow(VisitParty.Resident, Now));
        Assert.Throws<InvalidTransitionException>(() => visit.Cancel(VisitParty.Resident, visit.Start));
        Assert.Throws<InvalidTransitionException>(() => visit.Move(Now + Duration.FromDays(1), "TULIPE", visit.Start));
        visit.Complete(25, 25, visit.Start);
        Assert.Throws<InvalidTransitionException>(() => visit.Complete(25, 25, visit.Start));
    }
}
