namespace CyberVoisins.Server.Tests.Http;

public sealed class MaskingErrors
{
    [Fact]
    public async Task An_exception_is_logged_once_and_shown_as_an_internal_error()
    {
        await using var server = new ToyServer();
        var answer = await server.Post("{ hello boom }");
        Assert.Equal((200, "INTERNAL_ERROR"), (answer.Status, answer.Code));
        Assert.Equal("boom", answer.Error.GetProperty("path")[0].GetString());
        Assert.DoesNotContain("hunter2", answer.Text);
        Assert.DoesNotContain("ARGUMENT", answer.Text);
        Assert.IsType<ArgumentOutOfRangeException>(Assert.Single(server.Logged.Exceptions));
    }

    [Fact]
    public async Task An_authored_error_that_wraps_an_exception_does_not_show_its_class()
    {
        await using var server = new ToyServer();
        var answer = await server.Post("{ wrapped }");
        Assert.Equal(("EXECUTION_ERROR", "authored message"), (answer.Code, answer.Message));
        Assert.DoesNotContain("CAST", answer.Text);
        Assert.DoesNotContain("hidden", answer.Text);
    }
}
