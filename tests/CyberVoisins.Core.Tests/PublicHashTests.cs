using CyberVoisins.Core.Matching;

namespace CyberVoisins.Core.Tests;

public sealed class PublicHashTests
{
    private static readonly RequestId Request = RequestId.Of(new("01890000-0000-7000-8000-000000000001"));
    private static readonly VolunteerId Volunteer = VolunteerId.Of(new("01890000-0000-7000-8000-000000000002"));

    /// <summary>python3: int.from_bytes(hashlib.sha256(b"…1|…2|cybervoisins-2026").digest()[:8], "big").</summary>
    [Fact]
    public void Anybody_can_compute_it_again() =>
        Assert.Equal(13689458210358930817UL, PublicHash.Of(Request, Volunteer, "cybervoisins-2026"));

    [Fact]
    public void Another_salt_another_request_or_another_volunteer_is_another_draw()
    {
        var other = new Guid("01890000-0000-7000-8000-000000000003");
        Assert.Equal(4, new[]
        {
            PublicHash.Of(Request, Volunteer, "a"),
            PublicHash.Of(Request, Volunteer, "b"),
            PublicHash.Of(RequestId.Of(other), Volunteer, "a"),
            PublicHash.Of(Request, VolunteerId.Of(other), "a"),
        }.Distinct().Count());
    }

    /// <summary>Over 400 requests, 10 of 40 are drawn each time; by chance alone each is drawn 100 times, give or take 9.</summary>
    [Fact]
    public void Over_many_requests_everybody_is_drawn_about_as_often()
    {
        var volunteers = Enumerable.Range(0, 40).Select(i => VolunteerId.Of(new Guid(i, 1, 0, new byte[8]))).ToList();
        var drawn = Enumerable.Range(0, 400)
            .SelectMany(i => volunteers.OrderBy(v => PublicHash.Of(RequestId.Of(new Guid(i, 2, 0, new byte[8])), v, "salt")).Take(10))
            .CountBy(v => v)
            .ToDictionary();
        Assert.All(volunteers, v => Assert.InRange(drawn.GetValueOrDefault(v), 60, 140));
    }
}
