using System.Security.Cryptography;
using CyberVoisins.Core;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Visits;

/// <summary>A new word for a visit. Inside the transaction that holds the request and the volunteer.</summary>
internal sealed class DrawCodeWord(AppDb db)
{
    /// <summary>An old word that somebody still has in mind must not open the door.</summary>
    private const int Remembered = 20;

    public async Task<string> For(ResidentId resident, VolunteerId volunteer, CancellationToken cancel)
    {
        var taken = await db.Visits.AsNoTracking().Where(v => v.ResidentId == resident || v.VolunteerId == volunteer)
            .OrderByDescending(v => v.Id).Select(v => v.CodeWord).Take(Remembered).ToListAsync(cancel);
        return CodeWords.Draw(RandomNumberGenerator.GetInt32, taken);
    }
}
