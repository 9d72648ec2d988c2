using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>Numbers that look like another, or like one and are none: they are the same number, or refused.</summary>
public sealed class PretendedTelephones
{
    [Theory]
    [InlineData("+33639984O01")] // a letter O
    [InlineData("+3363998400l")] // a letter l
    [InlineData("+33639984００１x")]
    [InlineData("+33 639 984 001;ext=9")]
    [InlineData("+33639984001,+33639984002")]
    [InlineData("tel:+33639984001")]
    [InlineData("+33639984001\\u0000")]
    [InlineData("+3363998\\u200b4001")] // an invisible space
    [InlineData("+336399840Ⅰ1")] // a Roman numeral
    [InlineData("+33639984②①")]
    [InlineData("0800 000 000")]
    [InlineData("3639")]
    [InlineData("+1 202 555 0143")]
    public async Task What_is_no_number_is_refused(string phone)
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal((phone, "INVALID_PHONE"), (phone, await hood.Code($$"""mutation { requestSignInCode(input: { phone: "{{phone}}" }) { errors { code } } }""")));
    }

    [Fact]
    public async Task The_same_number_in_any_writing_is_one_account_with_one_limit()
    {
        await using var hood = await Neighbourhood.Start();
        // As at home, with digits of full width, in Arabic digits, with the marks that telephones add.
        string[] writings = ["06 39 98 40 01", "+３３６３９９８４００１", "+٣٣٦٣٩٩٨٤٠٠١", "0033 6.39.98.40.01"];
        foreach (var writing in writings[..3]) Assert.Null(await hood.Code($$"""mutation { requestSignInCode(input: { phone: "{{writing}}" }) { errors { code } } }"""));
        Assert.Equal("TOO_MANY_ATTEMPTS", await hood.Code($$"""mutation { requestSignInCode(input: { phone: "{{writings[3]}}" }) { errors { code } } }"""));
        Assert.Equal(["+33639984001"], (await hood.Sql(db => db.SignInCodes.Select(c => c.Phone).ToListAsync())).Select(p => p.E164).Where(p => p != Neighbourhood.CoordinatorPhone).Distinct());
    }
}
