using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Tests.Accounts.AccountsHost;

namespace CyberVoisins.Server.Tests.Accounts;

public sealed class AddingACoordinator
{
    private const string Admin = "+33639980009";
    private const string Claire = "+33639980003";
    private const string Denis = "+33639980004";
    private const string Password = "un chat sur le toit";

    [Fact]
    public async Task An_administrator_adds_the_first_and_she_adds_the_next()
    {
        await using var host = await Start();
        var association = await host.Association();
        var admin = await Administrator(host);
        await Add(admin, association, Claire);
        var claire = await ByCode(host, Claire);
        Assert.EndsWith(" coordinator", await claire.Who(), StringComparison.Ordinal);
        Assert.DoesNotContain("Forbidden", await Add(claire, association, Denis), StringComparison.Ordinal);
        Assert.EndsWith(" coordinator", await (await ByCode(host, Denis)).Who(), StringComparison.Ordinal);
        AssociationId? hers = null;
        await claire.Use<CurrentUser>(u => { hers = u.RequireCoordinator(); return Task.CompletedTask; });
        Assert.Equal(association, hers);
    }

    [Fact]
    public async Task Somebody_already_known_is_promoted_and_keeps_name_and_number()
    {
        await using var host = await Start();
        var association = await host.Association();
        await host.Volunteer(association, Claire);
        var volunteer = (await host.SignedInByCode(Claire)).Account;
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Add(await Administrator(host), association, Claire);
        var claire = await ByCode(host, Claire);
        Assert.Equal($"{volunteer.Id} coordinator,volunteer", await claire.Who());
    }

    [Fact]
    public async Task Nobody_else_may()
    {
        await using var host = await Start();
        var association = await host.Association();
        var other = await host.Association();
        await Add(await Administrator(host), other, Claire);
        Assert.Equal("Unauthenticated", await Add(host.NewClient(), association, Denis));
        Assert.Equal("Forbidden", await Add(await ByCode(host, "+33639980001"), association, Denis));
        Assert.Equal("Forbidden", await Add(await ByCode(host, Claire), association, Denis));
    }

    [Fact]
    public async Task A_coordinator_of_another_association_stays_there()
    {
        await using var host = await Start();
        var association = await host.Association();
        var other = await host.Association();
        var admin = await Administrator(host);
        await Add(admin, other, Claire);
        Assert.Equal("AlreadyRegistered phone", await Add(admin, association, Claire));
        Assert.DoesNotContain("AlreadyRegistered", await Add(admin, other, Claire), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_a_role_elsewhere_is_left_alone_and_the_answer_does_not_say_which()
    {
        await using var host = await Start();
        var (association, other) = (await host.Association(), await host.Association());
        var admin = await Administrator(host);
        await Add(admin, association, Claire);
        await Add(admin, other, Denis);
        var claire = await ByCode(host, Claire);
        var answers = new[] { await Add(claire, association, Admin, "evil@example.org"), await Add(claire, association, Denis, "evil@example.org") };
        Assert.Equal(["AlreadyRegistered phone", "AlreadyRegistered phone"], answers);
        Assert.Equal("AlreadyRegistered phone", await Add(admin, association, Admin));
        Assert.EndsWith(" administrator", await admin.Who(), StringComparison.Ordinal);
        Assert.False(await host.Read(db => db.Users.AnyAsync(u => u.Email != null || (u.PhoneNumber == Admin && u.AssociationId != null), Cancel)));
    }

    [Fact]
    public async Task Who_is_removed_is_signed_out_and_may_be_added_elsewhere()
    {
        await using var host = await Start();
        var (association, other) = (await host.Association(), await host.Association());
        var admin = await Administrator(host);
        await Add(admin, association, Claire);
        await Add(admin, association, Denis);
        var (claire, denis) = (await ByCode(host, Claire), await ByCode(host, Denis));
        Assert.Equal("NotFound phone", await Remove(claire, association, "+33639980007"));
        Assert.EndsWith(" coordinator", await Remove(claire, association, Denis), StringComparison.Ordinal);
        Assert.Equal("nobody", await denis.Who());
        Assert.Equal("NotFound phone", await Remove(claire, association, Denis));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("coordinator", await (await ByCode(host, Denis)).Who(), StringComparison.Ordinal);
        Assert.DoesNotContain("AlreadyRegistered", await Add(admin, other, Denis), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_does_not_leave_by_herself_and_only_her_own_or_an_administrator_remove()
    {
        await using var host = await Start();
        var (association, other) = (await host.Association(), await host.Association());
        var admin = await Administrator(host);
        await Add(admin, association, Claire);
        await Add(admin, other, Denis);
        var (claire, denis) = (await ByCode(host, Claire), await ByCode(host, Denis));
        Assert.Equal("LastCoordinator phone", await Remove(claire, association, Claire));
        Assert.Equal("Forbidden", await Remove(denis, association, Claire));
        Assert.Equal("NotFound phone", await Remove(denis, other, Claire));
        Assert.Equal("Unauthenticated", await Remove(host.NewClient(), association, Claire));
        Assert.EndsWith(" coordinator", await claire.Who(), StringComparison.Ordinal);
        await Remove(admin, association, Claire);
        Assert.Equal("nobody", await claire.Who());
    }

    [Fact]
    public async Task Two_who_leave_at_the_same_moment_do_not_leave_nobody()
    {
        await using var host = await Start();
        var association = await host.Association();
        var admin = await Administrator(host);
        await Add(admin, association, Claire);
        await Add(admin, association, Denis);
        var (claire, denis) = (await ByCode(host, Claire), await ByCode(host, Denis));
        await Task.WhenAll(Task.Run(() => Remove(claire, association, Claire), Cancel), Task.Run(() => Remove(denis, association, Denis), Cancel));
        Assert.Equal(1, await host.Read(db => db.Users.CountAsync(u => u.AssociationId == association, Cancel)));
    }

    private static Task<string> Remove(Caller by, AssociationId association, string phone) =>
        by.Use<RemoveCoordinator>(u => u.Run(association, phone, Cancel));

    [Fact]
    public async Task An_e_mail_address_belongs_to_one_account_and_is_not_replaced()
    {
        await using var host = await Start();
        var association = await host.Association();
        var admin = await Administrator(host);
        await Add(admin, association, Claire, "claire@example.org");
        Assert.Equal("AlreadyRegistered email", await Add(admin, association, Denis, "CLAIRE@example.org"));
        Assert.Equal("AlreadyRegistered email", await Add(admin, association, Claire, "other@example.org"));
        Assert.Equal("InvalidText email 6,254", await Add(admin, association, Denis, "not an address"));
        Assert.False(await host.Read(db => db.Users.AnyAsync(u => u.PhoneNumber == Denis, Cancel)));
    }

    [Fact]
    public async Task The_association_must_exist_and_the_number_be_a_mobile()
    {
        await using var host = await Start();
        var association = await host.Association();
        var admin = await Administrator(host);
        Assert.Equal("NotFound associationId", await Add(admin, host.Time.NewId<AssociationId>(), Claire));
        Assert.Equal("MobileNeeded phone", await Add(admin, association, "01 99 00 00 01"));
    }

    [Fact]
    public async Task Two_devices_adding_the_same_person_at_once_make_one_account()
    {
        await using var host = await Start();
        var association = await host.Association();
        var admin = await Administrator(host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Add(admin, association, Claire), Cancel)));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await host.Read(db => db.Users.CountAsync(u => u.PhoneNumber == Claire, Cancel)));
    }

    [Fact]
    public async Task The_command_line_gives_an_administrator_a_new_password_and_ends_the_sessions_of_the_old()
    {
        await using var host = await Start();
        var admin = await Administrator(host);
        await host.Administrator(Admin, "deux chats sur le toit");
        Assert.Equal("nobody", await admin.Who());
        Assert.NotEqual("nobody", await admin.Use<SignInWithPassword>(u => u.Run(Admin, "deux chats sur le toit", SignInMode.Cookie, Cancel)));
    }

    private static Task<string> Add(Caller by, AssociationId association, string phone, string? email = null) =>
        by.Use<AddCoordinator>(u => u.Run(association, "Claire", phone, email, Cancel));

    private static async Task<Caller> Administrator(AccountsHost host)
    {
        await host.Administrator(Admin, Password);
        var admin = host.NewClient();
        await admin.Use<SignInWithPassword>(u => u.Run(Admin, Password, SignInMode.Cookie, Cancel));
        return admin;
    }

    private static async Task<Caller> ByCode(AccountsHost host, string phone)
    {
        var client = host.NewClient();
        client.Token = (await host.SignedInByCode(phone)).AccessToken;
        return client;
    }
}
