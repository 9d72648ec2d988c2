// Asks a neighbour for help and follows the request until it is over:
// dotnet run --project clients/dotnet/AskAndFollow -- http://127.0.0.1:5080 "06 39 98 00 60" "Rose" "12 rue Lemercier, 75017 Paris"
using CyberVoisins.Client;

if (args is not [var service, var phone, var firstName, var address])
{
    Console.Error.WriteLine("usage: AskAndFollow <service> <telephone> <first name> <address>");
    return 2;
}
using var http = new HttpClient { BaseAddress = new Uri(service) };
var client = new CyberVoisinsClient(http);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
try
{
    await client.RequestSignInCode(phone, stop.Token);
    Console.Write("Le code reçu par SMS : ");
    await client.SignIn(phone, Console.ReadLine() ?? "", stop.Token);

    var associations = await client.Associations(stop.Token);
    for (var i = 0; i < associations.Count; i++) Console.WriteLine($"{i + 1}. {associations[i].Name}");
    Console.Write("Quelle association, par son chiffre : ");
    if (!int.TryParse(Console.ReadLine(), out var chosen) || chosen < 1 || chosen > associations.Count) return 2;
    var association = associations[chosen - 1];
    var tomorrow = TimeProvider.System.GetLocalNow().Date.AddDays(1);
    var request = await client.AskForHelp(new(
        HelpCategory.Email, "Je n'arrive plus à ouvrir mes courriels.", Minutes: 30, [MeetingMode.AtHome, MeetingMode.ByPhone],
        [.. Enumerable.Range(0, 7).Select(day => new TimeWindow(tomorrow.AddDays(day).AddHours(14), tomorrow.AddDays(day).AddHours(18)))],
        association.Id, new(firstName, phone, new(address)), Channel: RequestChannel.Other), stop.Token);
    Console.WriteLine($"Demande envoyée à {association.Name} ({association.Phone}).");

    await foreach (var now in client.Follow(request.Id, TimeSpan.FromSeconds(5), cancel: stop.Token))
        Console.WriteLine(now.State switch
        {
            RequestState.Searching => "Nous cherchons un voisin.",
            RequestState.Escalated => $"L'association s'en occupe et vous appelle ({now.Escalation}).",
            RequestState.Booked when now.Visits.LastOrDefault(v => v.State == VisitState.Planned) is { } visit =>
                $"{visit.VolunteerFirstName}, {visit.Start.ToLocalTime():dddd d MMMM à HH:mm}. Mot convenu : {visit.CodeWord}.",
            RequestState.Fulfilled => "C'est fait.",
            RequestState.Cancelled => "La demande est annulée.",
            _ => $"{now.State}",
        });
    return 0;
}
catch (RefusedException refused)
{
    Console.Error.WriteLine($"{refused.Message} ({refused.Code})");
    return 1;
}
catch (OperationCanceledException)
{
    return 0; // Ctrl+C: the request goes on.
}
