using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>Expected values: the tests of Twilio's own libraries (twilio-node, twilio-csharp, twilio-python), as noted in shared/design/sms-facts.md, section 2.</summary>
public sealed class TheSignatureOfTwilio
{
    private const string Token = "12345";
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    private const string JsonUrl = Url + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private static List<KeyValuePair<string, string>> Form(params (string Name, string Value)[] fields) => [.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))];

    private static List<KeyValuePair<string, string>> Call => Form(
        ("CallSid", "CA1234567890ABCDE"), ("Caller", "+14158675309"), ("Digits", "1234"), ("From", "+14158675309"), ("To", "+18005551212"));

    [Theory]
    [InlineData(Url, Signature)]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", Signature)] // signed without the port
    [InlineData(Url, "kvajT1Ptam85bY51eRf/AJRuM3w=")] // signed with :443
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")] // signed with :80
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("https://user:pass@mycompany.com/myapp.php?foo=1&bar=2", "CukzLTc1tT5dXEDIHm/tKBanW10=")]
    [InlineData("https://user@mycompany.com/myapp.php?foo=1&bar=2", "2YRLlVAflCqxaNicjMpJcSTgzSs=")]
    [InlineData("https://user:pass@mycompany.com/myapp.php?foo=1&bar=2", "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=")] // signed with :443
    public void Official_vectors_are_true(string url, string signature) => Assert.True(TwilioSignature.IsTrue(signature, [Token], url, Call));

    [Fact]
    public void Values_of_one_name_are_sorted_and_said_once() =>
        Assert.Equal("IK+Dwps556ElfBT0I3Rgjkr1wJU=", TwilioSignature.Of(Token, Url,
            Form(("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234"))));

    [Fact]
    public void A_name_with_a_dot_and_two_values() =>
        Assert.Equal("83O6e2vORAoJHUNzJjDWN1jz+BA=", TwilioSignature.Of(Token, Url,
            Form(("MessagingBinding.Address", "+1415xxxxxxx"), ("MessagingBinding.Address", "+1325xxxxxxx"))));

    [Theory]
    [InlineData(JsonUrl, "a9nBmqA0ju/hNViExpshrM61xv4=")]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620", "y77kIzt2vzLz71DgmJGsen2scGs=")]
    public void A_body_in_JSON_is_signed_by_its_hash_in_the_query(string url, string signature) => Assert.Equal(signature, TwilioSignature.Of(Token, url, []));

    [Theory]
    [InlineData("""{"property": "value", "boolean": true}""", true)] // Twilio's own vector, body and all
    [InlineData("""{"property": "value", "boolean": false}""", false)]
    public void A_body_in_JSON_must_be_the_one_of_the_hash(string body, bool isTrue) =>
        Assert.Equal(isTrue, TwilioSignature.IsTrueOfJson("a9nBmqA0ju/hNViExpshrM61xv4=", [Token], JsonUrl, System.Text.Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=3")]
    [InlineData("https://mycompany.com/myapp.php?bar=2&foo=1")]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&m=1")]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2#rc=3")]
    [InlineData("https://mycompany.com/myapp.php")]
    [InlineData("https://mycompany.com/MyApp.php?foo=1&bar=2")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2")]
    [InlineData("https://mycompany.example/myapp.php?foo=1&bar=2")]
    [InlineData("https://user@mycompany.com/myapp.php?foo=1&bar=2")]
    public void Another_address_is_false(string url) => Assert.False(TwilioSignature.IsTrue(Signature, [Token], url, Call));

    [Fact]
    public void Any_change_of_the_form_is_false()
    {
        var changes = new Dictionary<string, List<KeyValuePair<string, string>>>
        {
            ["a field more"] = [.. Call, KeyValuePair.Create("Extra", "")],
            ["a field less"] = Call[..^1],
            ["nothing"] = [],
            ["a value"] = [.. Call.Select(f => f.Key == "Digits" ? KeyValuePair.Create("Digits", "1235") : f)],
            ["a space at the end"] = [.. Call.Select(f => f.Key == "Digits" ? KeyValuePair.Create("Digits", "1234 ") : f)],
            ["the case of a name"] = [.. Call.Select(f => KeyValuePair.Create(f.Key == "Digits" ? "digits" : f.Key, f.Value))],
            ["a second value"] = [.. Call, KeyValuePair.Create("Digits", "9")],
        };
        Assert.All(changes, change => Assert.False(TwilioSignature.IsTrue(Signature, [Token], Url, change.Value), change.Key));
    }

    [Fact]
    public void The_order_of_the_fields_does_not_count() => Assert.True(TwilioSignature.IsTrue(Signature, [Token], Url, [.. Call.AsEnumerable().Reverse()]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8= ")]
    [InlineData("rsoydt4t1cutdk1pdd93/vvr8b8=")]
    [InlineData("é")]
    public void Another_signature_is_false(string? signature) => Assert.False(TwilioSignature.IsTrue(signature, [Token], Url, Call));

    [Fact]
    public void During_a_rotation_either_token_signs_and_no_third()
    {
        string?[] tokens = ["the new one", Token];
        Assert.True(TwilioSignature.IsTrue(Signature, tokens, Url, Call));
        Assert.True(TwilioSignature.IsTrue(TwilioSignature.Of("the new one", Url, Call), tokens, Url, Call));
        Assert.False(TwilioSignature.IsTrue(TwilioSignature.Of("a third", Url, Call), tokens, Url, Call));
        Assert.False(TwilioSignature.IsTrue(Signature, ["the new one", null], Url, Call));
    }

    [Fact]
    public void A_token_that_is_not_set_signs_nothing() => Assert.False(TwilioSignature.IsTrue(TwilioSignature.Of("", Url, Call), [null, ""], Url, Call));
}
