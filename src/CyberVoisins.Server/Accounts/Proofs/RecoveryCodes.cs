using System.Security.Cryptography;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using OtpNet;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>Ten codes on a sheet of paper, for the day when the telephone is lost. Each works once; new ones end the old ones.</summary>
internal sealed class RecoveryCodes(AppDb db, TimeProvider clock)
{
    public const int Count = 10;

    /// <summary>Letters and digits of one code, without its dashes: 80 bits.</summary>
    public const int Length = 16;

    private const int Bytes = 10;

    /// <summary>Shown once: "ABCD-EFGH-IJKL-MNOP". Inside a transaction.</summary>
    public async Task<IReadOnlyList<string>> Renew(Guid account, CancellationToken cancel)
    {
        await db.RecoveryCodes.Where(c => c.AccountId == account).ExecuteDeleteAsync(cancel);
        var codes = Enumerable.Range(0, Count).Select(_ => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes))).ToList();
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), AccountId = account, Hash = Hash(code), CreatedAt = clock.Now(),
        }));
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(part => new string(part))))];
    }

    /// <summary>True once for each code. Inside a transaction.</summary>
    public async Task<bool> Use(Guid account, string code, CancellationToken cancel)
    {
        var hash = Hash(code);
        return await db.RecoveryCodes.Where(c => c.AccountId == account && c.Hash == hash).ExecuteDeleteAsync(cancel) > 0;
    }

    private static byte[] Hash(string code) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(code));
}
