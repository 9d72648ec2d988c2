using System.Globalization;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Decisions;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CyberVoisins.Server.Sealing;

/// <summary>
/// Which columns are sealed: what names somebody, says where they live, or is in their own words. A test holds every text of the model against
/// this list and its own list of what may be read: a column in neither fails it.
/// </summary>
internal static class SealedColumns
{
    /// <summary>Sealed anew each time; SQL sees only whether there is something.</summary>
    public static readonly IReadOnlyDictionary<Type, string[]> Texts = new Dictionary<Type, string[]>
    {
        [typeof(Account)] = [nameof(Account.FirstName)],
        [typeof(Volunteer)] = [nameof(Volunteer.FirstName)],
        [typeof(Resident)] = [nameof(Resident.FirstName), nameof(Resident.RelativeFirstName)],
        [typeof(ResidentContact)] = [nameof(ResidentContact.FirstName)],
        [typeof(HelpRequest)] = [nameof(HelpRequest.Sentence), nameof(HelpRequest.MeetingPoint), nameof(HelpRequest.SentHash)],
        [typeof(Visit)] = [nameof(Visit.CodeWord), nameof(Visit.Done), nameof(Visit.Thanks)],
        [typeof(Message)] = [nameof(Message.Body), nameof(Message.OneWayBody)],
        [typeof(InboundMessage)] = [nameof(InboundMessage.Body)],
        [typeof(DraftRequest)] = [nameof(DraftRequest.Text), nameof(DraftRequest.Motive)],
        [typeof(ContestOfDecision)] = [nameof(ContestOfDecision.Words), nameof(ContestOfDecision.Answer)],
        [typeof(Plans.PlanDecision)] = [nameof(Plans.PlanDecision.Motive)],
        [typeof(WorryCase)] = [nameof(WorryCase.Words)],
        [typeof(WorryNote)] = [nameof(WorryNote.Text), nameof(WorryNote.ByFirstName)],
        [typeof(DataProtectionKey)] = [nameof(DataProtectionKey.Xml)],
        [typeof(GuardianConsent)] = [nameof(GuardianConsent.GuardianFirstName)],
        [typeof(PeopleImport)] = [nameof(PeopleImport.Source)],
        [typeof(VolunteerReference)] = [nameof(VolunteerReference.Name), nameof(VolunteerReference.Knows)],
    };

    /// <summary>Sealed so that the same value is found again: who signs in. Every <see cref="PhoneNumber"/> is, wherever it stands.</summary>
    public static readonly IReadOnlyDictionary<Type, string[]> Found = new Dictionary<Type, string[]>
    {
        [typeof(Account)] = [nameof(Account.PhoneNumber), nameof(Account.Email), nameof(Account.NormalizedEmail)],
    };

    public static void Shape(ModelBuilder builder, FieldSeal seal)
    {
        var (text, found, number) = (new SealedText(seal), new FoundText(seal), new SealedNumber(seal));
        var phone = new FoundPhone(seal);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties().Where(p => p.ClrType == typeof(PhoneNumber))) Convert(property, phone);
            foreach (var name in Texts.GetValueOrDefault(entity.ClrType) ?? []) Convert(entity.FindProperty(name)!, text);
            foreach (var name in Found.GetValueOrDefault(entity.ClrType) ?? []) Convert(entity.FindProperty(name)!, found);
            if (entity.ClrType == typeof(DecisionSnapshot)) Convert(entity.FindProperty(nameof(DecisionSnapshot.Json))!, new SealedBytes(seal));
            foreach (var place in entity.GetComplexProperties().Where(p => p.ClrType == typeof(Place)).Select(p => p.ComplexType))
            {
                Convert(place.FindProperty(nameof(Place.Label))!, text);
                Convert(place.FindProperty(nameof(Place.Latitude))!, number);
                Convert(place.FindProperty(nameof(Place.Longitude))!, number);
            }
        }
    }

    /// <summary>The sealed columns of the model that are sealed anew each time: what a rotation writes again.</summary>
    public static bool IsRotated(IReadOnlyProperty property) => property.GetValueConverter() is SealedText or SealedNumber or SealedBytes;

    public static bool IsSealed(IReadOnlyProperty property) => IsRotated(property) || property.GetValueConverter() is FoundText or FoundPhone;

    private static void Convert(IMutableProperty property, ValueConverter converter)
    {
        property.SetValueConverter(converter);
        property.SetMaxLength(null); // the seal is longer than what it holds; what may be typed is bounded where it is read
    }
}

internal sealed class SealedText(FieldSeal seal) : ValueConverter<string, string>(text => seal.Seal(text), sealedText => seal.Open(sealedText));

internal sealed class FoundText(FieldSeal seal) : ValueConverter<string, string>(text => seal.SealToFind(text), sealedText => seal.Open(sealedText));

/// <summary>Says only that a number is one column and no row of its own, before <see cref="SealedColumns.Shape"/> says how it is sealed.</summary>
internal sealed class IsAColumn() : ValueConverter<PhoneNumber, string>(phone => phone.E164, text => new PhoneNumber(text));

internal sealed class FoundPhone(FieldSeal seal) : ValueConverter<PhoneNumber, string>(phone => seal.SealToFind(phone.E164), sealedText => new PhoneNumber(seal.Open(sealedText)));

internal sealed class SealedNumber(FieldSeal seal) : ValueConverter<double, string>(
    number => seal.Seal(number.ToString("R", CultureInfo.InvariantCulture)), sealedText => double.Parse(seal.Open(sealedText), CultureInfo.InvariantCulture));

internal sealed class SealedBytes(FieldSeal seal) : ValueConverter<byte[], string>(bytes => seal.Seal(bytes), sealedText => seal.OpenBytes(sealedText));

/// <summary>EF keeps a model for each type of context: here also for each ring of keys, which its converters hold.</summary>
internal sealed class ModelByKeys : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), (context as Data.AppDb)?.Seal.Id, designTime);
}
