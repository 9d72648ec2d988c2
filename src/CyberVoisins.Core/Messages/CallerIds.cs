namespace CyberVoisins.Core.Messages;

/// <summary>
/// From which numbers a machine may call people in France: the "verified polyvalent" ranges of ARCEP's decision 2022-1583.
/// Ordinary 01 to 05 and 09, and 06 and 07, are forbidden to automatic systems.
/// </summary>
public static class CallerIds
{
    private static readonly string[] Polyvalent =
    [
        "+33162", "+33163", "+33270", "+33271", "+33377", "+33378", "+33424", "+33425", "+33568", "+33569", "+33948", "+33949",
        "+339475", "+339476", "+339477", "+339478", "+339479",
    ];

    public static bool MayCallAutomatically(PhoneNumber phone) =>
        phone.E164.Length == 12 && Polyvalent.Any(range => phone.E164.StartsWith(range, StringComparison.Ordinal));
}
