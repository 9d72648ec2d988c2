using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Sealing;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Sealing;

/// <summary>Whoever has a copy of the database, and not the keys, learns of nobody.</summary>
public sealed class WhatTheDatabaseTells
{
    /// <summary>Texts that name nobody: codes, hashes, words of the service, figures, of the association as such, or of the staff's own rules.</summary>
    private static readonly HashSet<string> MayBeRead =
    [
        "Account.ConcurrencyStamp", "Account.NormalizedUserName", "Account.PasswordHash", "Account.SecurityStamp", "Account.UserName",
        "AnswerLink.Key",
        "Association.Name", "Association.SmsName", "Association.SmsStoppedBecause", "Association.TimeZone",
        "Charter.Additions",
        "CharterAcceptance.TextHash",
        "DataProtectionKey.FriendlyName",
        "Decision.Hash", "Decision.Record", "Decision.SnapshotKey",
        "DecisionSnapshot.Key",
        "DeliveryEvent.ErrorCode", "DeliveryEvent.Extra", "DeliveryEvent.ProviderSid", "DeliveryEvent.Status",
        "DraftRequest.RecordingSid",
        "HelpRequest.CommuneCode", "HelpRequest.Language",
        "InboundMessage.Extra", "InboundMessage.OptOutType", "InboundMessage.ProviderSid", "InboundMessage.To", "InboundMessage.Understood",
        "JournalHead.Hash",
        "JournalLine.Hash", "JournalLine.Line",
        "JournalMention.Alias",
        "Message.DedupKey", "Message.ErrorCode", "Message.PriceUnit", "Message.Provider", "Message.ProviderSid",
        "MinuteEntry.Key", "MinuteEntry.Motive",
        "Offer.Code", "Offer.Points",
        "PersonAlias.Alias",
        "Plan.Book", "Plan.CertificateHash", "Plan.InputHash",
        "Reconciliation.Provider",
        "ResidentMerge.Moved",
        "Resident.CommuneCode", "Resident.Language", "Resident.VoiceCodeHash",
        "Ruleset.Motive", "Ruleset.VotedBy",
        "SignInCode.Hash", "SignInCode.Salt",
        "SmsGate.StoppedBecause",
        "ScamFlag.Words", "Visit.Code",
        "ApiToken.Hash", "ApiToken.Name", "ApiToken.Stamp", "PasskeyChallenge.State", "RecoveryCode.Hash", "SecondFactor.Offered", "SecondFactor.Secret",
        "Consent.TextHash", "Invite.Code", "Invite.Label",
        "VoiceCall.CallSid",
        "Volunteer.CommuneCode",
        "WorryCase.RecordingSid",
    ];

    private static readonly string[] Secrets =
        ["Amina", "Jeanne", "Anselme", "Nadia", "639985000", "639984321", "639980002", "Saussure", "48.8876", "2.3072", "téléphone ne sonne", "qui êtes-vous donc", "nadia@exemple.fr"];

    /// <summary>Every value of every table, as text.</summary>
    internal static async Task<List<(string Column, string Value)>> Everything(Neighbourhood hood) => await hood.Sql(async db =>
    {
        var values = new List<(string, string)>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var i = 0; i < reader.FieldCount; i++)
                    if (!reader.IsDBNull(i)) values.Add(($"{table}.{reader.GetName(i)}", reader.GetValue(i) is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)!));
        }
        return values;
    });

    private static async Task<Neighbourhood> AStory()
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne(residentExtra: ", relative: { firstName: \"Anselme\", phone: \"+33639984321\" }");
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        await hood.Writes("+33639984444", "qui êtes-vous donc");
        return hood;
    }

    [Fact]
    public async Task No_name_number_place_or_word_of_anybody()
    {
        await using var hood = await AStory();
        var values = await Everything(hood);
        Assert.True(values.Count > 500);
        foreach (var secret in Secrets)
            Assert.Empty(values.Where(v => v.Column != "Associations.Territory" && v.Value.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(v => $"{secret} in {v.Column}").Distinct());
    }

    [Fact]
    public async Task Every_text_column_is_sealed_or_is_known_to_name_nobody()
    {
        await using var hood = await Neighbourhood.Start();
        var unknown = await hood.Sql(db => Task.FromResult((
            from entity in db.Model.GetEntityTypes()
            where !entity.ClrType.Namespace!.StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal)
            from property in entity.GetProperties().Concat(entity.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties()))
            where (property.ClrType == typeof(string) || property.ClrType == typeof(byte[]) || property.ClrType == typeof(double)) && !SealedColumns.IsSealed(property)
            select $"{entity.ClrType.Name}.{property.Name}").Except(MayBeRead).Order().ToList()));
        Assert.True(unknown.Count == 0, $"Seal each in Sealing/SealedColumns.cs, or list it here as naming nobody: {string.Join(", ", unknown)}.");
    }

    [Fact]
    public async Task The_same_number_is_found_and_the_same_name_looks_different_each_time()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.HasVolunteer("Amina");
        var values = await Everything(hood);
        var names = values.Where(v => v.Column == "Volunteers.FirstName").Select(v => v.Value).ToList();
        Assert.Equal(2, names.Distinct().Count());
        Assert.Equal(2, values.Count(v => v.Column == "Volunteers.Phone"));
    }

    [Fact]
    public void A_changed_byte_is_not_opened()
    {
        var seal = new FieldSeal(new([FieldKeys.New()]));
        var text = seal.Seal("Jeanne");
        Assert.Equal("Jeanne", seal.Open(text));
        for (var i = 0; i < text.Length; i++)
        {
            // The last letter of base64url holds two bits that no byte uses.
            var other = text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..];
            var opened = Record.Exception(() => seal.Open(other));
            Assert.True(opened is System.Security.Cryptography.CryptographicException or FormatException, $"letter {i}");
        }
        Assert.Equal("", seal.Seal(""));
    }
}
