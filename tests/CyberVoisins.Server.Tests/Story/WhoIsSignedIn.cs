namespace CyberVoisins.Server.Tests.Story;

/// <summary>A screen shows who is signed in, and to who looks over a shoulder not the whole number.</summary>
public sealed class WhoIsSignedIn
{
    private const string Suzanne = "+33639985042", Question = "{ me { signedIn phone firstName roles } }";

    private static async Task<string> Me(Neighbourhood hood, string? phone)
    {
        var me = (await hood.Ask(Question, phone))["me"]!;
        return $"{me["phone"]?.GetValue<string>() ?? "-"}, {me["firstName"]?.GetValue<string>() ?? "-"}, {string.Join(' ', me.Texts("roles"))}";
    }

    [Fact]
    public async Task By_the_end_of_the_number_the_first_name_and_what_they_are_here()
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal("-, -, ", await Me(hood, null));
        Assert.Equal("06 •• •• •• 42, -, ", await Me(hood, Suzanne));
        await hood.AsksForHelp(Suzanne, $"firstName: \"Suzanne\", phone: \"{Suzanne}\", address: {{ text: \"75017 Paris\" }}");
        Assert.Equal("06 •• •• •• 42, Suzanne, RESIDENT", await Me(hood, Suzanne));
        Assert.Null((await hood.SignsUp(Suzanne, "Suzie")).Refused);
        Assert.Equal("06 •• •• •• 42, Suzie, RESIDENT VOLUNTEER", await Me(hood, Suzanne));
        Assert.Equal("06 •• •• •• 02, Nadia, COORDINATOR", await Me(hood, Neighbourhood.CoordinatorPhone));
    }
}
