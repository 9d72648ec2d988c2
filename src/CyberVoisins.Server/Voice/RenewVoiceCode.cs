using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Voice;

/// <summary>The four digits that the association tells the resident; shown this once.</summary>
/// <param name="Code">Four digits.</param>
internal sealed record NewVoiceCode(string Code);

/// <summary>A coordinator makes new digits for a resident; the old ones end, and the telephone answers again.</summary>
internal sealed class RenewVoiceCode(AppDb db, Transactions transactions, CurrentUser user, VoiceCodeSeal seal)
{
    public Task<NewVoiceCode> Run(ResidentId id, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var resident = await db.Residents.SingleOrDefaultAsync(r => r.Id == id && r.AssociationId == association && r.ErasedAt == null, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "residentId");
            // In a household the digits say who calls: nobody who may call from the same telephone has the same.
            var (phone, relative) = (resident.Phone, resident.RelativePhone);
            var others = await db.Residents.AsNoTracking().Where(r => r.AssociationId == association && r.Id != id && r.VoiceCodeHash != null
                && (r.Phone == phone || r.RelativePhone == phone || (relative != null && (r.Phone == relative || r.RelativePhone == relative))))
                .Select(r => r.VoiceCodeHash!).ToListAsync(cancel);
            var made = seal.New();
            while (others.Exists(hash => seal.Opens(hash, made.Code))) made = seal.New();
            (resident.VoiceCodeHash, resident.VoiceCodeMisses) = (made.Hash, 0);
            return new NewVoiceCode(made.Code);
        }, cancel);
    }
}
