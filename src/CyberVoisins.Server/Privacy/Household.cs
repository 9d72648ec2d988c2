using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Privacy;

internal static class Household
{
    /// <summary>Whether a telephone is one person's alone: in a household, what was written to it is told or erased only as far as it is about the person.</summary>
    public static async Task<bool> IsOnlyOneAt(this AppDb db, PhoneNumber phone, CancellationToken cancel) =>
        await db.Residents.CountAsync(r => r.Phone == phone || r.OtherPhone == phone || r.RelativePhone == phone, cancel) + await db.Volunteers.CountAsync(v => v.Phone == phone, cancel)
        + await db.Contacts.CountAsync(c => c.Phone == phone, cancel) <= 1;
}
