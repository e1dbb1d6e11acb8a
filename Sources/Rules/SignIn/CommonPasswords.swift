/// What guessers try first: words and key runs, alone or dressed with digits and signs, doubled, or a few characters over and over.
enum CommonPasswords {
    /// Fewer different characters than this are a pattern, not a password.
    static let fewestDifferent = 5

    static func contains(_ password: String) -> Bool {
        let password = password.lowercased()
        guard Set(password).count >= fewestDifferent else { return true }
        if list.contains(password) || isRun(password) { return true }
        let core = stripped(password)
        return list.contains(core) || list.contains(undoubled(core)) || list.contains(undoubled(password))
    }

    /// Without the digits and signs around it: `!welcome2026` is `welcome`.
    private static func stripped(_ password: String) -> String {
        let core = password.drop { !$0.isLetter }
        return String(core.reversed().drop { !$0.isLetter }.reversed())
    }

    /// `welcomewelcome` is `welcome`.
    private static func undoubled(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        return String(String.UnicodeScalarView(scalars.prefix(Borders.period(of: scalars))))
    }

    /// `456789012345`, `zyxwvutsrqponm`: each character the neighbour of the one before, round the corner from 9 to 0.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(values, values.dropFirst()).map { ($1 - $0) == -9 ? 1 : ($1 - $0) == 9 ? -1 : $1 - $0 }
        return Set(steps) == [1] || Set(steps) == [-1]
    }

    static let list = Set(
        """
        password passwort passwoord wachtwoord motdepasse motdepass monmotdepasse mijnwachtwoord meinpasswort mypassword passe passphrase kennwort
        pass passw0rd p@ssword p@ssw0rd pa55word secret geheim geheimnis secreto login signin admin administrator administrateur beheerder root
        user utilisateur gebruiker benutzer guest invite gast test tester testing testtest demo temp temporary tijdelijk provisoire default changeme
        changemenow changeit letmein letmeinplease opensesame sesame sesam openup access toegang acces zugang welcome welcomehome bienvenue welkom
        willkommen hello hallo bonjour salut goedendag gutentag hellohello helloworld whatever nothing something trustnoone trustno1 iloveyou
        iloveyousomuch jetaime jetaimemonamour ikhouvanjou ikhouvanje ichliebedich loveyou lovelove lovely amour monamour monange liefde liefje schat
        schatje schatz schatzi liebe liebling doudou loulou chouchou cheri cherie princess princesse prinses prinzessin sunshine soleil zonneschijn
        sonnenschein flower fleur bloem blume football footballer voetbal fussball soccer basketball baseball hockey tennis rugby cyclisme wielrennen
        radfahren standard anderlecht clubbrugge rsca diablesrouges rodeduivels belgique belgie belgien belgium bruxelles brussel brussels bruessel
        antwerpen anvers antwerp gent ghent gand liege luik luettich namur namen charleroi leuven louvain brugge bruges mechelen malines mons bergen
        hasselt eupen arlon ostende oostende france paris nederland amsterdam rotterdam deutschland berlin hamburg muenchen london england
        summer winter spring autumn printemps hiver automne zomer herfst lente fruehling sommer herbst monday tuesday wednesday thursday
        friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche maandag dinsdag woensdag donderdag vrijdag zaterdag zondag montag
        dienstag mittwoch donnerstag freitag samstag sonntag january february march april june july august september october november december
        janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre januari februari maart juni juli augustus oktober
        januar februar maerz dezember dragon monkey tiger lion panda koala kitten chaton poes katze doggy toutou hondje hund cheval paard pferd
        dauphin dolfijn papillon vlinder schmetterling licorne eenhoorn einhorn unicorn butterfly master superman batman spiderman starwars
        pokemon pikachu minecraft fortnite harrypotter hogwarts matrix naruto goku mickey snoopy tintin kuifje schtroumpf smurf asterix obelix
        chocolat chocolate chocolade schokolade cookie biscuit frites frietjes gaufre wafel biere banana banane banaan cherry cerise orange
        strawberry pineapple ananas computer computer1 ordinateur internet windows microsoft google facebook instagram samsung iphone android linux
        apple laptop server database network azerty azertyuiop azertyuiopqsdfghjklm azertyqsdfgh qwerty qwertyuiop qwertyuiopasdfghjkl
        qwertyuiopasdfghjklzxcvbnm qwertyasdfgh qwertz qwertzuiop qwertzuiopasdfghjkl asdfgh asdfghjkl asdfasdf qsdfgh qsdfghjklm wxcvbn zxcvbn zxcvbnm
        yxcvbnm poiuytreza poiuytrewq mlkjhgfdsq lkjhgfdsa abc abcd abcde abcdef abcabc aaa qazwsx qazwsxedc qazwsxedcrfv 1qaz2wsx 1qaz2wsx3edc
        1qaz2wsx3edc4rfv zaq12wsx 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1a2z3e4r5t 1a2z3e4r5t6y a1b2c3d4 a1b2c3d4e5 a1b2c3d4e5f6 123abc abc123 abcd1234
        123qwe 123azerty 123456qwerty 123456azerty qwerty123456 azerty123456 12345qwert 12345azert 112233445566 111222333444 123123123123 121212121212
        123454321 1234554321 123456654321 012345678910 123456789101 1234567891011 12345678910 0102030405 010203040506 102030405060 147258369
        147258369147 159753 159753456852 987654321098 741852963 789456123 789456123012 789456123000 michael michelle jennifer jessica charlie
        daniel thomas nicolas nicole julien camille lucas emma louise marie martin martine isabelle philippe patrick pascal pierre jean francois
        anthony andrew joshua matthew robert jordan george hunter buster killer ranger mustang corvette ferrari porsche mercedes harley shadow
        phoenix maverick freedom liberte vrijheid freiheit family famille familie maman mamanpapa papamaman mama papa mamapapa maison huis haus
        music musique muziek musik guitar guitare gitaar gitarre guitarhero rainbow regenboog regenbogen arcenciel fairytale diamond diamant
        angel ange engel heaven devil diable duivel jesus jesuschrist blessed money argent geld business bureau kantoor buero office company
        societe bedrijf firma travail werk arbeit vacances vakantie urlaub holiday holidays noel kerstmis weihnachten christmas socialsecurity
        securitesociale socialezekerheid sozialversicherung chatelaine employer employeur werkgever arbeitgeber
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
